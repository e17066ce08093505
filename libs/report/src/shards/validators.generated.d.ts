import type { ValidateFunction } from 'ajv';

/** Whether a value is a report as the published schema has it; the first errors are in `errors` of the function afterwards. */
export declare const validatePromotionReport: ValidateFunction;
