import type { ValidateFunction } from 'ajv';

/** Whether a plain value has the shape of the schema; all errors are in `errors` of the function afterwards. */
export declare const validateImages: ValidateFunction;
export declare const validatePromoterManifest: ValidateFunction;
export declare const validatePlainManifest: ValidateFunction;
