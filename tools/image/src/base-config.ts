import type { Platform } from '@cip/oci';
import { isObject, type JsonObject, parseJsonObject, stringsOf } from './json-object.js';

/** The configuration of a base image (image-spec v1.1, "Image Configuration"). */
export interface BaseConfig {
  readonly platform: Platform;
  readonly osVersion?: string;
  readonly created?: string;
  /** `config` in it: how it is run. */
  readonly execution: JsonObject;
  readonly diffIds: readonly string[];
  readonly history: readonly unknown[];
}

/** What is wrong with it, as half a sentence, when it is no configuration of an image that runs somewhere. */
export function readBaseConfig(bytes: Uint8Array): BaseConfig | { readonly wrong: string } {
  const body = parseJsonObject(bytes);
  if (!body) return { wrong: 'its configuration is not a JSON object' };
  const { os, architecture, variant, created, config, rootfs, history } = body;
  if (typeof os !== 'string' || os === '' || typeof architecture !== 'string' || architecture === '') {
    return { wrong: 'its configuration names no platform' };
  }
  const diffIds = isObject(rootfs) ? stringsOf(rootfs['diff_ids']) : undefined;
  if (!diffIds) return { wrong: 'its configuration does not say what its layers unpack to' };
  const osVersion = body['os.version'];
  return {
    platform: {
      os,
      architecture,
      ...(typeof variant === 'string' && variant !== '' && { variant }),
    },
    ...(typeof osVersion === 'string' && { osVersion }),
    ...(typeof created === 'string' && { created }),
    execution: isObject(config) ? config : {},
    diffIds,
    history: Array.isArray(history) ? history : [],
  };
}
