import type { ValidateFunction } from 'ajv';

/** Whether a plain value has the shape of a configuration; all errors are in `errors` of the function afterwards. */
export declare const validateConfiguration: ValidateFunction;
