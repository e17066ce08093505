import { printable, untilAborted } from '@cip/oci';
import { type AlertSink, referenceOf } from '@cip/watch';
import { reportOf } from './report-of.js';
import { sendWithin } from './send-within.js';
import { SinkUnavailableError } from './sink-unavailable-error.js';

export interface ErrorReportingOptions {
  readonly projectId: string;
  /** Under which reports are shown. */
  readonly service: { readonly name: string; readonly version: string };
  /** Of one report with the library's own attempts, in milliseconds; default {@link sendWithin}. */
  readonly deadline?: number;
}

/**
 * Reports to Google Cloud Error Reporting, as the application default credentials. The client library calls back
 * without an error only after an answer of 2xx without an error in it. It has no time limit of its own and cannot be
 * stopped: a report that is given up here may still arrive, once more than was counted.
 *
 * The library takes no other address. In a test it is led to a stand-in by what it honours: `HTTPS_PROXY` with
 * `NODE_EXTRA_CA_CERTS`, and `GCE_METADATA_HOST` for the credentials.
 */
export async function errorReportingSink(options: ErrorReportingOptions): Promise<AlertSink> {
  const { ErrorReporting } = await import('@google-cloud/error-reporting');
  const client = new ErrorReporting({
    projectId: options.projectId,
    reportMode: 'always',
    serviceContext: { service: options.service.name, version: options.service.version },
    // It would print its failures as plain text of several lines; who sends hears of them. Zero stands for "warnings".
    logLevel: -1,
  });
  return {
    name: 'error-reporting',
    send: (alert, count, { signal } = {}) => {
      const request = alert.transaction ? { url: referenceOf(alert.transaction) } : {};
      const accepted = new Promise<void>((resolve, reject) => {
        client.report(reportOf(alert, count), request, undefined, (failure: unknown) => {
          if (isNothing(failure)) resolve();
          else reject(refusal(failure));
        });
      });
      return within(accepted, options.deadline ?? sendWithin, signal);
    },
    close: () => Promise.resolve(),
  };
}

async function within(accepted: Promise<void>, deadline: number, signal?: AbortSignal): Promise<void> {
  const over = AbortSignal.timeout(deadline);
  await untilAborted(accepted, signal ? AbortSignal.any([signal, over]) : over, undefined);
  signal?.throwIfAborted();
  if (over.aborted) throw new SinkUnavailableError(`no answer within ${deadline} ms`);
}

function isNothing(failure: unknown): boolean {
  return failure === null || failure === undefined;
}

/** Without the library's error, which holds the request with its token. */
function refusal(failure: unknown): Error {
  const text = failure instanceof Error ? failure.message : 'it was refused';
  const code = (failure as { readonly code?: unknown }).code;
  const status = typeof code === 'number' ? `answer ${code}: ` : '';
  const isRefused = typeof code === 'number' && code >= 400 && code <= 499 && code !== 408 && code !== 429;
  return new (isRefused ? Error : SinkUnavailableError)(`${status}${printable(text).slice(0, 500)}`);
}
