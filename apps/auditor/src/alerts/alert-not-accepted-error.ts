import { describeError } from '@cip/oci';

/** At least one sink did not accept an alert. The message names each with its reason. */
export class AlertNotAcceptedError extends AggregateError {
  readonly code = 'alert-not-accepted';

  constructor(refusals: readonly { readonly sink: string; readonly reason: unknown }[]) {
    const each = refusals.map(({ sink, reason }) => `${sink}: ${describeError(reason)}`);
    super(
      refusals.map(({ reason }) => reason),
      `the alert was not accepted: ${each.join('; ')}`,
    );
    this.name = 'AlertNotAcceptedError';
  }
}
