// Generated from policy-schema.ts; its spec fails on a difference and writes it anew with -u.
'use strict';
export const validatePolicy = validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Configuration of cip-lint, and of what cip enforces',
  type: 'object',
  additionalProperties: false,
  properties: {
    rules: { $ref: '#/definitions/rules' },
    overrides: {
      description: 'Rules for some paths; a later override wins over an earlier one.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          paths: {
            description:
              'Glob patterns of files, relative to the root of the tree: * and ? stay within one folder, ** crosses folders.',
            type: 'array',
            items: { type: 'string', minLength: 1, pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
            minItems: 1,
          },
          rules: { $ref: '#/definitions/rules' },
        },
        required: ['paths', 'rules'],
      },
    },
    productionRegistries: {
      description:
        'All production registries, with what their paths begin with before the name of a subproject.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
    stagingPrefix: {
      description:
        'What the folders of subprojects begin with and the subprojects do not, such as k8s-staging-.',
      type: 'string',
    },
    subprojects: {
      description: 'What is special about the folders of some subprojects.',
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          prefixes: {
            description:
              'Where the images may go below a production registry, instead of the name of the subproject. Empty text: anywhere.',
            type: 'array',
            items: { type: 'string', minLength: 0, pattern: '^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$' },
          },
          source: {
            description: 'The source registry, where it is meant to differ from the name of the folder.',
            type: 'string',
            minLength: 1,
          },
        },
      },
    },
    movingTags: {
      description:
        'Regular expressions of tags that move, besides latest, v1 and v1.2. Anchor them with ^ and $.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
    allowedFiles: {
      description:
        'Glob patterns of files that may stand in the tree without a role there, relative to its root.',
      type: 'array',
      items: { type: 'string', minLength: 1, pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
    },
    maxImageSize: {
      description: 'The largest download of an image for one platform, such as 500MiB or 2GiB.',
      type: ['string', 'number'],
      pattern: '^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$',
    },
    exceptions: {
      description: 'Findings that reviewers have agreed to, each with a reason and a last day.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          rule: {
            description: 'The rule that keeps silent.',
            enum: [
              'yaml-syntax',
              'duplicate-key',
              'unknown-key',
              'manifest-schema',
              'digest-format',
              'tag-format',
              'image-name',
              'registry-name',
              'thin-tree-layout',
              'one-source',
              'no-destination',
              'duplicate-registry',
              'source-matches-folder',
              'subproject-prefix',
              'destination-set',
              'tag-conflict',
              'redundant-promotion',
              'repeated-image',
              'moving-tag',
              'canonical-format',
              'tag-moved',
              'tag-removed',
              'digest-removed',
              'image-removed',
              'destination-removed',
              'registries-and-images-together',
              'digest-missing',
              'staging-tag-disagrees',
              'tag-taken',
              'single-platform',
              'image-too-large',
              'unreachable',
            ],
          },
          paths: {
            description:
              'Glob patterns of files, relative to the root of the tree: * and ? stay within one folder, ** crosses folders.',
            type: 'array',
            items: { type: 'string', minLength: 1, pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
            minItems: 1,
          },
          image: { description: 'Only for this image name.', type: 'string', minLength: 1 },
          tags: {
            description: 'Only for these tags, or digests.',
            type: 'array',
            items: { type: ['string', 'number'], minLength: 1 },
            minItems: 1,
          },
          reason: { description: 'Why reviewers agreed.', type: 'string', minLength: 1 },
          expires: {
            description: 'The last day on which the exception holds, in UTC: YYYY-MM-DD.',
            type: 'string',
            pattern: '^\\d{4}-\\d{2}-\\d{2}$',
          },
        },
        required: ['rule', 'paths', 'reason', 'expires'],
      },
    },
  },
  definitions: {
    rules: {
      description: 'How much each rule counts.',
      type: 'object',
      additionalProperties: false,
      properties: {
        'yaml-syntax': { enum: ['error', 'warning', 'info', 'off'] },
        'duplicate-key': { enum: ['error', 'warning', 'info', 'off'] },
        'unknown-key': { enum: ['error', 'warning', 'info', 'off'] },
        'manifest-schema': { enum: ['error', 'warning', 'info', 'off'] },
        'digest-format': { enum: ['error', 'warning', 'info', 'off'] },
        'tag-format': { enum: ['error', 'warning', 'info', 'off'] },
        'image-name': { enum: ['error', 'warning', 'info', 'off'] },
        'registry-name': { enum: ['error', 'warning', 'info', 'off'] },
        'thin-tree-layout': { enum: ['error', 'warning', 'info', 'off'] },
        'one-source': { enum: ['error', 'warning', 'info', 'off'] },
        'no-destination': { enum: ['error', 'warning', 'info', 'off'] },
        'duplicate-registry': { enum: ['error', 'warning', 'info', 'off'] },
        'source-matches-folder': { enum: ['error', 'warning', 'info', 'off'] },
        'subproject-prefix': { enum: ['error', 'warning', 'info', 'off'] },
        'destination-set': { enum: ['error', 'warning', 'info', 'off'] },
        'tag-conflict': { enum: ['error', 'warning', 'info', 'off'] },
        'redundant-promotion': { enum: ['error', 'warning', 'info', 'off'] },
        'repeated-image': { enum: ['error', 'warning', 'info', 'off'] },
        'moving-tag': { enum: ['error', 'warning', 'info', 'off'] },
        'canonical-format': { enum: ['error', 'warning', 'info', 'off'] },
        'tag-moved': { enum: ['error', 'warning', 'info', 'off'] },
        'tag-removed': { enum: ['error', 'warning', 'info', 'off'] },
        'digest-removed': { enum: ['error', 'warning', 'info', 'off'] },
        'image-removed': { enum: ['error', 'warning', 'info', 'off'] },
        'destination-removed': { enum: ['error', 'warning', 'info', 'off'] },
        'registries-and-images-together': { enum: ['error', 'warning', 'info', 'off'] },
        'digest-missing': { enum: ['error', 'warning', 'info', 'off'] },
        'staging-tag-disagrees': { enum: ['error', 'warning', 'info', 'off'] },
        'tag-taken': { enum: ['error', 'warning', 'info', 'off'] },
        'single-platform': { enum: ['error', 'warning', 'info', 'off'] },
        'image-too-large': { enum: ['error', 'warning', 'info', 'off'] },
        unreachable: { enum: ['error', 'warning', 'info', 'off'] },
      },
    },
  },
  $id: 'validatePolicy',
};
const schema12 = {
  description: 'How much each rule counts.',
  type: 'object',
  additionalProperties: false,
  properties: {
    'yaml-syntax': { enum: ['error', 'warning', 'info', 'off'] },
    'duplicate-key': { enum: ['error', 'warning', 'info', 'off'] },
    'unknown-key': { enum: ['error', 'warning', 'info', 'off'] },
    'manifest-schema': { enum: ['error', 'warning', 'info', 'off'] },
    'digest-format': { enum: ['error', 'warning', 'info', 'off'] },
    'tag-format': { enum: ['error', 'warning', 'info', 'off'] },
    'image-name': { enum: ['error', 'warning', 'info', 'off'] },
    'registry-name': { enum: ['error', 'warning', 'info', 'off'] },
    'thin-tree-layout': { enum: ['error', 'warning', 'info', 'off'] },
    'one-source': { enum: ['error', 'warning', 'info', 'off'] },
    'no-destination': { enum: ['error', 'warning', 'info', 'off'] },
    'duplicate-registry': { enum: ['error', 'warning', 'info', 'off'] },
    'source-matches-folder': { enum: ['error', 'warning', 'info', 'off'] },
    'subproject-prefix': { enum: ['error', 'warning', 'info', 'off'] },
    'destination-set': { enum: ['error', 'warning', 'info', 'off'] },
    'tag-conflict': { enum: ['error', 'warning', 'info', 'off'] },
    'redundant-promotion': { enum: ['error', 'warning', 'info', 'off'] },
    'repeated-image': { enum: ['error', 'warning', 'info', 'off'] },
    'moving-tag': { enum: ['error', 'warning', 'info', 'off'] },
    'canonical-format': { enum: ['error', 'warning', 'info', 'off'] },
    'tag-moved': { enum: ['error', 'warning', 'info', 'off'] },
    'tag-removed': { enum: ['error', 'warning', 'info', 'off'] },
    'digest-removed': { enum: ['error', 'warning', 'info', 'off'] },
    'image-removed': { enum: ['error', 'warning', 'info', 'off'] },
    'destination-removed': { enum: ['error', 'warning', 'info', 'off'] },
    'registries-and-images-together': { enum: ['error', 'warning', 'info', 'off'] },
    'digest-missing': { enum: ['error', 'warning', 'info', 'off'] },
    'staging-tag-disagrees': { enum: ['error', 'warning', 'info', 'off'] },
    'tag-taken': { enum: ['error', 'warning', 'info', 'off'] },
    'single-platform': { enum: ['error', 'warning', 'info', 'off'] },
    'image-too-large': { enum: ['error', 'warning', 'info', 'off'] },
    unreachable: { enum: ['error', 'warning', 'info', 'off'] },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const func4 = require('ajv/dist/runtime/ucs2length').default;
const pattern0 = new RegExp('^(?!/|\\.{1,2}/)[^\\\\]*$', 'u');
const pattern1 = new RegExp('^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$', 'u');
const pattern3 = new RegExp('^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$', 'u');
const pattern5 = new RegExp('^\\d{4}-\\d{2}-\\d{2}$', 'u');

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="validatePolicy" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.rules !== undefined) {
      let data0 = data.rules;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (!func2.call(schema12.properties, key1)) {
            const err1 = {
              instancePath: instancePath + '/rules',
              schemaPath: '#/definitions/rules/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
        }
        if (data0['yaml-syntax'] !== undefined) {
          let data1 = data0['yaml-syntax'];
          if (!(data1 === 'error' || data1 === 'warning' || data1 === 'info' || data1 === 'off')) {
            const err2 = {
              instancePath: instancePath + '/rules/yaml-syntax',
              schemaPath: '#/definitions/rules/properties/yaml-syntax/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['yaml-syntax'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
        }
        if (data0['duplicate-key'] !== undefined) {
          let data2 = data0['duplicate-key'];
          if (!(data2 === 'error' || data2 === 'warning' || data2 === 'info' || data2 === 'off')) {
            const err3 = {
              instancePath: instancePath + '/rules/duplicate-key',
              schemaPath: '#/definitions/rules/properties/duplicate-key/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['duplicate-key'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
        if (data0['unknown-key'] !== undefined) {
          let data3 = data0['unknown-key'];
          if (!(data3 === 'error' || data3 === 'warning' || data3 === 'info' || data3 === 'off')) {
            const err4 = {
              instancePath: instancePath + '/rules/unknown-key',
              schemaPath: '#/definitions/rules/properties/unknown-key/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['unknown-key'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
        if (data0['manifest-schema'] !== undefined) {
          let data4 = data0['manifest-schema'];
          if (!(data4 === 'error' || data4 === 'warning' || data4 === 'info' || data4 === 'off')) {
            const err5 = {
              instancePath: instancePath + '/rules/manifest-schema',
              schemaPath: '#/definitions/rules/properties/manifest-schema/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['manifest-schema'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
        if (data0['digest-format'] !== undefined) {
          let data5 = data0['digest-format'];
          if (!(data5 === 'error' || data5 === 'warning' || data5 === 'info' || data5 === 'off')) {
            const err6 = {
              instancePath: instancePath + '/rules/digest-format',
              schemaPath: '#/definitions/rules/properties/digest-format/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['digest-format'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
        if (data0['tag-format'] !== undefined) {
          let data6 = data0['tag-format'];
          if (!(data6 === 'error' || data6 === 'warning' || data6 === 'info' || data6 === 'off')) {
            const err7 = {
              instancePath: instancePath + '/rules/tag-format',
              schemaPath: '#/definitions/rules/properties/tag-format/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['tag-format'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        if (data0['image-name'] !== undefined) {
          let data7 = data0['image-name'];
          if (!(data7 === 'error' || data7 === 'warning' || data7 === 'info' || data7 === 'off')) {
            const err8 = {
              instancePath: instancePath + '/rules/image-name',
              schemaPath: '#/definitions/rules/properties/image-name/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['image-name'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
        if (data0['registry-name'] !== undefined) {
          let data8 = data0['registry-name'];
          if (!(data8 === 'error' || data8 === 'warning' || data8 === 'info' || data8 === 'off')) {
            const err9 = {
              instancePath: instancePath + '/rules/registry-name',
              schemaPath: '#/definitions/rules/properties/registry-name/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['registry-name'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        if (data0['thin-tree-layout'] !== undefined) {
          let data9 = data0['thin-tree-layout'];
          if (!(data9 === 'error' || data9 === 'warning' || data9 === 'info' || data9 === 'off')) {
            const err10 = {
              instancePath: instancePath + '/rules/thin-tree-layout',
              schemaPath: '#/definitions/rules/properties/thin-tree-layout/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['thin-tree-layout'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if (data0['one-source'] !== undefined) {
          let data10 = data0['one-source'];
          if (!(data10 === 'error' || data10 === 'warning' || data10 === 'info' || data10 === 'off')) {
            const err11 = {
              instancePath: instancePath + '/rules/one-source',
              schemaPath: '#/definitions/rules/properties/one-source/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['one-source'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data0['no-destination'] !== undefined) {
          let data11 = data0['no-destination'];
          if (!(data11 === 'error' || data11 === 'warning' || data11 === 'info' || data11 === 'off')) {
            const err12 = {
              instancePath: instancePath + '/rules/no-destination',
              schemaPath: '#/definitions/rules/properties/no-destination/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['no-destination'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data0['duplicate-registry'] !== undefined) {
          let data12 = data0['duplicate-registry'];
          if (!(data12 === 'error' || data12 === 'warning' || data12 === 'info' || data12 === 'off')) {
            const err13 = {
              instancePath: instancePath + '/rules/duplicate-registry',
              schemaPath: '#/definitions/rules/properties/duplicate-registry/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['duplicate-registry'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
        if (data0['source-matches-folder'] !== undefined) {
          let data13 = data0['source-matches-folder'];
          if (!(data13 === 'error' || data13 === 'warning' || data13 === 'info' || data13 === 'off')) {
            const err14 = {
              instancePath: instancePath + '/rules/source-matches-folder',
              schemaPath: '#/definitions/rules/properties/source-matches-folder/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['source-matches-folder'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data0['subproject-prefix'] !== undefined) {
          let data14 = data0['subproject-prefix'];
          if (!(data14 === 'error' || data14 === 'warning' || data14 === 'info' || data14 === 'off')) {
            const err15 = {
              instancePath: instancePath + '/rules/subproject-prefix',
              schemaPath: '#/definitions/rules/properties/subproject-prefix/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['subproject-prefix'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        if (data0['destination-set'] !== undefined) {
          let data15 = data0['destination-set'];
          if (!(data15 === 'error' || data15 === 'warning' || data15 === 'info' || data15 === 'off')) {
            const err16 = {
              instancePath: instancePath + '/rules/destination-set',
              schemaPath: '#/definitions/rules/properties/destination-set/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['destination-set'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data0['tag-conflict'] !== undefined) {
          let data16 = data0['tag-conflict'];
          if (!(data16 === 'error' || data16 === 'warning' || data16 === 'info' || data16 === 'off')) {
            const err17 = {
              instancePath: instancePath + '/rules/tag-conflict',
              schemaPath: '#/definitions/rules/properties/tag-conflict/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['tag-conflict'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
        if (data0['redundant-promotion'] !== undefined) {
          let data17 = data0['redundant-promotion'];
          if (!(data17 === 'error' || data17 === 'warning' || data17 === 'info' || data17 === 'off')) {
            const err18 = {
              instancePath: instancePath + '/rules/redundant-promotion',
              schemaPath: '#/definitions/rules/properties/redundant-promotion/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['redundant-promotion'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data0['repeated-image'] !== undefined) {
          let data18 = data0['repeated-image'];
          if (!(data18 === 'error' || data18 === 'warning' || data18 === 'info' || data18 === 'off')) {
            const err19 = {
              instancePath: instancePath + '/rules/repeated-image',
              schemaPath: '#/definitions/rules/properties/repeated-image/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['repeated-image'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
        if (data0['moving-tag'] !== undefined) {
          let data19 = data0['moving-tag'];
          if (!(data19 === 'error' || data19 === 'warning' || data19 === 'info' || data19 === 'off')) {
            const err20 = {
              instancePath: instancePath + '/rules/moving-tag',
              schemaPath: '#/definitions/rules/properties/moving-tag/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['moving-tag'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data0['canonical-format'] !== undefined) {
          let data20 = data0['canonical-format'];
          if (!(data20 === 'error' || data20 === 'warning' || data20 === 'info' || data20 === 'off')) {
            const err21 = {
              instancePath: instancePath + '/rules/canonical-format',
              schemaPath: '#/definitions/rules/properties/canonical-format/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['canonical-format'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
        if (data0['tag-moved'] !== undefined) {
          let data21 = data0['tag-moved'];
          if (!(data21 === 'error' || data21 === 'warning' || data21 === 'info' || data21 === 'off')) {
            const err22 = {
              instancePath: instancePath + '/rules/tag-moved',
              schemaPath: '#/definitions/rules/properties/tag-moved/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['tag-moved'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data0['tag-removed'] !== undefined) {
          let data22 = data0['tag-removed'];
          if (!(data22 === 'error' || data22 === 'warning' || data22 === 'info' || data22 === 'off')) {
            const err23 = {
              instancePath: instancePath + '/rules/tag-removed',
              schemaPath: '#/definitions/rules/properties/tag-removed/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['tag-removed'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data0['digest-removed'] !== undefined) {
          let data23 = data0['digest-removed'];
          if (!(data23 === 'error' || data23 === 'warning' || data23 === 'info' || data23 === 'off')) {
            const err24 = {
              instancePath: instancePath + '/rules/digest-removed',
              schemaPath: '#/definitions/rules/properties/digest-removed/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['digest-removed'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data0['image-removed'] !== undefined) {
          let data24 = data0['image-removed'];
          if (!(data24 === 'error' || data24 === 'warning' || data24 === 'info' || data24 === 'off')) {
            const err25 = {
              instancePath: instancePath + '/rules/image-removed',
              schemaPath: '#/definitions/rules/properties/image-removed/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['image-removed'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
        if (data0['destination-removed'] !== undefined) {
          let data25 = data0['destination-removed'];
          if (!(data25 === 'error' || data25 === 'warning' || data25 === 'info' || data25 === 'off')) {
            const err26 = {
              instancePath: instancePath + '/rules/destination-removed',
              schemaPath: '#/definitions/rules/properties/destination-removed/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['destination-removed'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data0['registries-and-images-together'] !== undefined) {
          let data26 = data0['registries-and-images-together'];
          if (!(data26 === 'error' || data26 === 'warning' || data26 === 'info' || data26 === 'off')) {
            const err27 = {
              instancePath: instancePath + '/rules/registries-and-images-together',
              schemaPath: '#/definitions/rules/properties/registries-and-images-together/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['registries-and-images-together'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
        if (data0['digest-missing'] !== undefined) {
          let data27 = data0['digest-missing'];
          if (!(data27 === 'error' || data27 === 'warning' || data27 === 'info' || data27 === 'off')) {
            const err28 = {
              instancePath: instancePath + '/rules/digest-missing',
              schemaPath: '#/definitions/rules/properties/digest-missing/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['digest-missing'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data0['staging-tag-disagrees'] !== undefined) {
          let data28 = data0['staging-tag-disagrees'];
          if (!(data28 === 'error' || data28 === 'warning' || data28 === 'info' || data28 === 'off')) {
            const err29 = {
              instancePath: instancePath + '/rules/staging-tag-disagrees',
              schemaPath: '#/definitions/rules/properties/staging-tag-disagrees/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['staging-tag-disagrees'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        if (data0['tag-taken'] !== undefined) {
          let data29 = data0['tag-taken'];
          if (!(data29 === 'error' || data29 === 'warning' || data29 === 'info' || data29 === 'off')) {
            const err30 = {
              instancePath: instancePath + '/rules/tag-taken',
              schemaPath: '#/definitions/rules/properties/tag-taken/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['tag-taken'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data0['single-platform'] !== undefined) {
          let data30 = data0['single-platform'];
          if (!(data30 === 'error' || data30 === 'warning' || data30 === 'info' || data30 === 'off')) {
            const err31 = {
              instancePath: instancePath + '/rules/single-platform',
              schemaPath: '#/definitions/rules/properties/single-platform/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['single-platform'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
        if (data0['image-too-large'] !== undefined) {
          let data31 = data0['image-too-large'];
          if (!(data31 === 'error' || data31 === 'warning' || data31 === 'info' || data31 === 'off')) {
            const err32 = {
              instancePath: instancePath + '/rules/image-too-large',
              schemaPath: '#/definitions/rules/properties/image-too-large/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties['image-too-large'].enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
        if (data0.unreachable !== undefined) {
          let data32 = data0.unreachable;
          if (!(data32 === 'error' || data32 === 'warning' || data32 === 'info' || data32 === 'off')) {
            const err33 = {
              instancePath: instancePath + '/rules/unreachable',
              schemaPath: '#/definitions/rules/properties/unreachable/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties.unreachable.enum },
              message: 'must be equal to one of the allowed values',
            };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              vErrors.push(err33);
            }
            errors++;
          }
        }
      } else {
        const err34 = {
          instancePath: instancePath + '/rules',
          schemaPath: '#/definitions/rules/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.overrides !== undefined) {
      let data33 = data.overrides;
      if (Array.isArray(data33)) {
        const len0 = data33.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data34 = data33[i0];
          if (data34 && typeof data34 == 'object' && !Array.isArray(data34)) {
            if (data34.paths === undefined) {
              const err35 = {
                instancePath: instancePath + '/overrides/' + i0,
                schemaPath: '#/properties/overrides/items/required',
                keyword: 'required',
                params: { missingProperty: 'paths' },
                message: "must have required property '" + 'paths' + "'",
              };
              if (vErrors === null) {
                vErrors = [err35];
              } else {
                vErrors.push(err35);
              }
              errors++;
            }
            if (data34.rules === undefined) {
              const err36 = {
                instancePath: instancePath + '/overrides/' + i0,
                schemaPath: '#/properties/overrides/items/required',
                keyword: 'required',
                params: { missingProperty: 'rules' },
                message: "must have required property '" + 'rules' + "'",
              };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            for (const key2 in data34) {
              if (!(key2 === 'paths' || key2 === 'rules')) {
                const err37 = {
                  instancePath: instancePath + '/overrides/' + i0,
                  schemaPath: '#/properties/overrides/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key2 },
                  message: 'must NOT have additional properties',
                };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data34.paths !== undefined) {
              let data35 = data34.paths;
              if (Array.isArray(data35)) {
                if (data35.length < 1) {
                  const err38 = {
                    instancePath: instancePath + '/overrides/' + i0 + '/paths',
                    schemaPath: '#/properties/overrides/items/properties/paths/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 items',
                  };
                  if (vErrors === null) {
                    vErrors = [err38];
                  } else {
                    vErrors.push(err38);
                  }
                  errors++;
                }
                const len1 = data35.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data36 = data35[i1];
                  if (typeof data36 === 'string') {
                    if (func4(data36) < 1) {
                      const err39 = {
                        instancePath: instancePath + '/overrides/' + i0 + '/paths/' + i1,
                        schemaPath: '#/properties/overrides/items/properties/paths/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                        message: 'must NOT have fewer than 1 characters',
                      };
                      if (vErrors === null) {
                        vErrors = [err39];
                      } else {
                        vErrors.push(err39);
                      }
                      errors++;
                    }
                    if (!pattern0.test(data36)) {
                      const err40 = {
                        instancePath: instancePath + '/overrides/' + i0 + '/paths/' + i1,
                        schemaPath: '#/properties/overrides/items/properties/paths/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
                        message: 'must match pattern "' + '^(?!/|\\.{1,2}/)[^\\\\]*$' + '"',
                      };
                      if (vErrors === null) {
                        vErrors = [err40];
                      } else {
                        vErrors.push(err40);
                      }
                      errors++;
                    }
                  } else {
                    const err41 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/paths/' + i1,
                      schemaPath: '#/properties/overrides/items/properties/paths/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    };
                    if (vErrors === null) {
                      vErrors = [err41];
                    } else {
                      vErrors.push(err41);
                    }
                    errors++;
                  }
                }
              } else {
                const err42 = {
                  instancePath: instancePath + '/overrides/' + i0 + '/paths',
                  schemaPath: '#/properties/overrides/items/properties/paths/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data34.rules !== undefined) {
              let data37 = data34.rules;
              if (data37 && typeof data37 == 'object' && !Array.isArray(data37)) {
                for (const key3 in data37) {
                  if (!func2.call(schema12.properties, key3)) {
                    const err43 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules',
                      schemaPath: '#/definitions/rules/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key3 },
                      message: 'must NOT have additional properties',
                    };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                  }
                }
                if (data37['yaml-syntax'] !== undefined) {
                  let data38 = data37['yaml-syntax'];
                  if (!(
                    data38 === 'error' ||
                    data38 === 'warning' ||
                    data38 === 'info' ||
                    data38 === 'off'
                  )) {
                    const err44 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/yaml-syntax',
                      schemaPath: '#/definitions/rules/properties/yaml-syntax/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['yaml-syntax'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err44];
                    } else {
                      vErrors.push(err44);
                    }
                    errors++;
                  }
                }
                if (data37['duplicate-key'] !== undefined) {
                  let data39 = data37['duplicate-key'];
                  if (!(
                    data39 === 'error' ||
                    data39 === 'warning' ||
                    data39 === 'info' ||
                    data39 === 'off'
                  )) {
                    const err45 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/duplicate-key',
                      schemaPath: '#/definitions/rules/properties/duplicate-key/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['duplicate-key'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err45];
                    } else {
                      vErrors.push(err45);
                    }
                    errors++;
                  }
                }
                if (data37['unknown-key'] !== undefined) {
                  let data40 = data37['unknown-key'];
                  if (!(
                    data40 === 'error' ||
                    data40 === 'warning' ||
                    data40 === 'info' ||
                    data40 === 'off'
                  )) {
                    const err46 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/unknown-key',
                      schemaPath: '#/definitions/rules/properties/unknown-key/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['unknown-key'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err46];
                    } else {
                      vErrors.push(err46);
                    }
                    errors++;
                  }
                }
                if (data37['manifest-schema'] !== undefined) {
                  let data41 = data37['manifest-schema'];
                  if (!(
                    data41 === 'error' ||
                    data41 === 'warning' ||
                    data41 === 'info' ||
                    data41 === 'off'
                  )) {
                    const err47 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/manifest-schema',
                      schemaPath: '#/definitions/rules/properties/manifest-schema/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['manifest-schema'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err47];
                    } else {
                      vErrors.push(err47);
                    }
                    errors++;
                  }
                }
                if (data37['digest-format'] !== undefined) {
                  let data42 = data37['digest-format'];
                  if (!(
                    data42 === 'error' ||
                    data42 === 'warning' ||
                    data42 === 'info' ||
                    data42 === 'off'
                  )) {
                    const err48 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/digest-format',
                      schemaPath: '#/definitions/rules/properties/digest-format/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['digest-format'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err48];
                    } else {
                      vErrors.push(err48);
                    }
                    errors++;
                  }
                }
                if (data37['tag-format'] !== undefined) {
                  let data43 = data37['tag-format'];
                  if (!(
                    data43 === 'error' ||
                    data43 === 'warning' ||
                    data43 === 'info' ||
                    data43 === 'off'
                  )) {
                    const err49 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/tag-format',
                      schemaPath: '#/definitions/rules/properties/tag-format/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['tag-format'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err49];
                    } else {
                      vErrors.push(err49);
                    }
                    errors++;
                  }
                }
                if (data37['image-name'] !== undefined) {
                  let data44 = data37['image-name'];
                  if (!(
                    data44 === 'error' ||
                    data44 === 'warning' ||
                    data44 === 'info' ||
                    data44 === 'off'
                  )) {
                    const err50 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/image-name',
                      schemaPath: '#/definitions/rules/properties/image-name/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['image-name'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err50];
                    } else {
                      vErrors.push(err50);
                    }
                    errors++;
                  }
                }
                if (data37['registry-name'] !== undefined) {
                  let data45 = data37['registry-name'];
                  if (!(
                    data45 === 'error' ||
                    data45 === 'warning' ||
                    data45 === 'info' ||
                    data45 === 'off'
                  )) {
                    const err51 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/registry-name',
                      schemaPath: '#/definitions/rules/properties/registry-name/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['registry-name'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err51];
                    } else {
                      vErrors.push(err51);
                    }
                    errors++;
                  }
                }
                if (data37['thin-tree-layout'] !== undefined) {
                  let data46 = data37['thin-tree-layout'];
                  if (!(
                    data46 === 'error' ||
                    data46 === 'warning' ||
                    data46 === 'info' ||
                    data46 === 'off'
                  )) {
                    const err52 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/thin-tree-layout',
                      schemaPath: '#/definitions/rules/properties/thin-tree-layout/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['thin-tree-layout'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err52];
                    } else {
                      vErrors.push(err52);
                    }
                    errors++;
                  }
                }
                if (data37['one-source'] !== undefined) {
                  let data47 = data37['one-source'];
                  if (!(
                    data47 === 'error' ||
                    data47 === 'warning' ||
                    data47 === 'info' ||
                    data47 === 'off'
                  )) {
                    const err53 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/one-source',
                      schemaPath: '#/definitions/rules/properties/one-source/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['one-source'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err53];
                    } else {
                      vErrors.push(err53);
                    }
                    errors++;
                  }
                }
                if (data37['no-destination'] !== undefined) {
                  let data48 = data37['no-destination'];
                  if (!(
                    data48 === 'error' ||
                    data48 === 'warning' ||
                    data48 === 'info' ||
                    data48 === 'off'
                  )) {
                    const err54 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/no-destination',
                      schemaPath: '#/definitions/rules/properties/no-destination/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['no-destination'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err54];
                    } else {
                      vErrors.push(err54);
                    }
                    errors++;
                  }
                }
                if (data37['duplicate-registry'] !== undefined) {
                  let data49 = data37['duplicate-registry'];
                  if (!(
                    data49 === 'error' ||
                    data49 === 'warning' ||
                    data49 === 'info' ||
                    data49 === 'off'
                  )) {
                    const err55 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/duplicate-registry',
                      schemaPath: '#/definitions/rules/properties/duplicate-registry/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['duplicate-registry'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err55];
                    } else {
                      vErrors.push(err55);
                    }
                    errors++;
                  }
                }
                if (data37['source-matches-folder'] !== undefined) {
                  let data50 = data37['source-matches-folder'];
                  if (!(
                    data50 === 'error' ||
                    data50 === 'warning' ||
                    data50 === 'info' ||
                    data50 === 'off'
                  )) {
                    const err56 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/source-matches-folder',
                      schemaPath: '#/definitions/rules/properties/source-matches-folder/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['source-matches-folder'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err56];
                    } else {
                      vErrors.push(err56);
                    }
                    errors++;
                  }
                }
                if (data37['subproject-prefix'] !== undefined) {
                  let data51 = data37['subproject-prefix'];
                  if (!(
                    data51 === 'error' ||
                    data51 === 'warning' ||
                    data51 === 'info' ||
                    data51 === 'off'
                  )) {
                    const err57 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/subproject-prefix',
                      schemaPath: '#/definitions/rules/properties/subproject-prefix/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['subproject-prefix'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err57];
                    } else {
                      vErrors.push(err57);
                    }
                    errors++;
                  }
                }
                if (data37['destination-set'] !== undefined) {
                  let data52 = data37['destination-set'];
                  if (!(
                    data52 === 'error' ||
                    data52 === 'warning' ||
                    data52 === 'info' ||
                    data52 === 'off'
                  )) {
                    const err58 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/destination-set',
                      schemaPath: '#/definitions/rules/properties/destination-set/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['destination-set'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err58];
                    } else {
                      vErrors.push(err58);
                    }
                    errors++;
                  }
                }
                if (data37['tag-conflict'] !== undefined) {
                  let data53 = data37['tag-conflict'];
                  if (!(
                    data53 === 'error' ||
                    data53 === 'warning' ||
                    data53 === 'info' ||
                    data53 === 'off'
                  )) {
                    const err59 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/tag-conflict',
                      schemaPath: '#/definitions/rules/properties/tag-conflict/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['tag-conflict'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err59];
                    } else {
                      vErrors.push(err59);
                    }
                    errors++;
                  }
                }
                if (data37['redundant-promotion'] !== undefined) {
                  let data54 = data37['redundant-promotion'];
                  if (!(
                    data54 === 'error' ||
                    data54 === 'warning' ||
                    data54 === 'info' ||
                    data54 === 'off'
                  )) {
                    const err60 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/redundant-promotion',
                      schemaPath: '#/definitions/rules/properties/redundant-promotion/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['redundant-promotion'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err60];
                    } else {
                      vErrors.push(err60);
                    }
                    errors++;
                  }
                }
                if (data37['repeated-image'] !== undefined) {
                  let data55 = data37['repeated-image'];
                  if (!(
                    data55 === 'error' ||
                    data55 === 'warning' ||
                    data55 === 'info' ||
                    data55 === 'off'
                  )) {
                    const err61 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/repeated-image',
                      schemaPath: '#/definitions/rules/properties/repeated-image/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['repeated-image'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err61];
                    } else {
                      vErrors.push(err61);
                    }
                    errors++;
                  }
                }
                if (data37['moving-tag'] !== undefined) {
                  let data56 = data37['moving-tag'];
                  if (!(
                    data56 === 'error' ||
                    data56 === 'warning' ||
                    data56 === 'info' ||
                    data56 === 'off'
                  )) {
                    const err62 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/moving-tag',
                      schemaPath: '#/definitions/rules/properties/moving-tag/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['moving-tag'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err62];
                    } else {
                      vErrors.push(err62);
                    }
                    errors++;
                  }
                }
                if (data37['canonical-format'] !== undefined) {
                  let data57 = data37['canonical-format'];
                  if (!(
                    data57 === 'error' ||
                    data57 === 'warning' ||
                    data57 === 'info' ||
                    data57 === 'off'
                  )) {
                    const err63 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/canonical-format',
                      schemaPath: '#/definitions/rules/properties/canonical-format/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['canonical-format'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err63];
                    } else {
                      vErrors.push(err63);
                    }
                    errors++;
                  }
                }
                if (data37['tag-moved'] !== undefined) {
                  let data58 = data37['tag-moved'];
                  if (!(
                    data58 === 'error' ||
                    data58 === 'warning' ||
                    data58 === 'info' ||
                    data58 === 'off'
                  )) {
                    const err64 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/tag-moved',
                      schemaPath: '#/definitions/rules/properties/tag-moved/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['tag-moved'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err64];
                    } else {
                      vErrors.push(err64);
                    }
                    errors++;
                  }
                }
                if (data37['tag-removed'] !== undefined) {
                  let data59 = data37['tag-removed'];
                  if (!(
                    data59 === 'error' ||
                    data59 === 'warning' ||
                    data59 === 'info' ||
                    data59 === 'off'
                  )) {
                    const err65 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/tag-removed',
                      schemaPath: '#/definitions/rules/properties/tag-removed/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['tag-removed'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err65];
                    } else {
                      vErrors.push(err65);
                    }
                    errors++;
                  }
                }
                if (data37['digest-removed'] !== undefined) {
                  let data60 = data37['digest-removed'];
                  if (!(
                    data60 === 'error' ||
                    data60 === 'warning' ||
                    data60 === 'info' ||
                    data60 === 'off'
                  )) {
                    const err66 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/digest-removed',
                      schemaPath: '#/definitions/rules/properties/digest-removed/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['digest-removed'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err66];
                    } else {
                      vErrors.push(err66);
                    }
                    errors++;
                  }
                }
                if (data37['image-removed'] !== undefined) {
                  let data61 = data37['image-removed'];
                  if (!(
                    data61 === 'error' ||
                    data61 === 'warning' ||
                    data61 === 'info' ||
                    data61 === 'off'
                  )) {
                    const err67 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/image-removed',
                      schemaPath: '#/definitions/rules/properties/image-removed/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['image-removed'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err67];
                    } else {
                      vErrors.push(err67);
                    }
                    errors++;
                  }
                }
                if (data37['destination-removed'] !== undefined) {
                  let data62 = data37['destination-removed'];
                  if (!(
                    data62 === 'error' ||
                    data62 === 'warning' ||
                    data62 === 'info' ||
                    data62 === 'off'
                  )) {
                    const err68 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/destination-removed',
                      schemaPath: '#/definitions/rules/properties/destination-removed/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['destination-removed'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err68];
                    } else {
                      vErrors.push(err68);
                    }
                    errors++;
                  }
                }
                if (data37['registries-and-images-together'] !== undefined) {
                  let data63 = data37['registries-and-images-together'];
                  if (!(
                    data63 === 'error' ||
                    data63 === 'warning' ||
                    data63 === 'info' ||
                    data63 === 'off'
                  )) {
                    const err69 = {
                      instancePath:
                        instancePath + '/overrides/' + i0 + '/rules/registries-and-images-together',
                      schemaPath: '#/definitions/rules/properties/registries-and-images-together/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['registries-and-images-together'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err69];
                    } else {
                      vErrors.push(err69);
                    }
                    errors++;
                  }
                }
                if (data37['digest-missing'] !== undefined) {
                  let data64 = data37['digest-missing'];
                  if (!(
                    data64 === 'error' ||
                    data64 === 'warning' ||
                    data64 === 'info' ||
                    data64 === 'off'
                  )) {
                    const err70 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/digest-missing',
                      schemaPath: '#/definitions/rules/properties/digest-missing/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['digest-missing'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err70];
                    } else {
                      vErrors.push(err70);
                    }
                    errors++;
                  }
                }
                if (data37['staging-tag-disagrees'] !== undefined) {
                  let data65 = data37['staging-tag-disagrees'];
                  if (!(
                    data65 === 'error' ||
                    data65 === 'warning' ||
                    data65 === 'info' ||
                    data65 === 'off'
                  )) {
                    const err71 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/staging-tag-disagrees',
                      schemaPath: '#/definitions/rules/properties/staging-tag-disagrees/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['staging-tag-disagrees'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err71];
                    } else {
                      vErrors.push(err71);
                    }
                    errors++;
                  }
                }
                if (data37['tag-taken'] !== undefined) {
                  let data66 = data37['tag-taken'];
                  if (!(
                    data66 === 'error' ||
                    data66 === 'warning' ||
                    data66 === 'info' ||
                    data66 === 'off'
                  )) {
                    const err72 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/tag-taken',
                      schemaPath: '#/definitions/rules/properties/tag-taken/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['tag-taken'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err72];
                    } else {
                      vErrors.push(err72);
                    }
                    errors++;
                  }
                }
                if (data37['single-platform'] !== undefined) {
                  let data67 = data37['single-platform'];
                  if (!(
                    data67 === 'error' ||
                    data67 === 'warning' ||
                    data67 === 'info' ||
                    data67 === 'off'
                  )) {
                    const err73 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/single-platform',
                      schemaPath: '#/definitions/rules/properties/single-platform/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['single-platform'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err73];
                    } else {
                      vErrors.push(err73);
                    }
                    errors++;
                  }
                }
                if (data37['image-too-large'] !== undefined) {
                  let data68 = data37['image-too-large'];
                  if (!(
                    data68 === 'error' ||
                    data68 === 'warning' ||
                    data68 === 'info' ||
                    data68 === 'off'
                  )) {
                    const err74 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/image-too-large',
                      schemaPath: '#/definitions/rules/properties/image-too-large/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties['image-too-large'].enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err74];
                    } else {
                      vErrors.push(err74);
                    }
                    errors++;
                  }
                }
                if (data37.unreachable !== undefined) {
                  let data69 = data37.unreachable;
                  if (!(
                    data69 === 'error' ||
                    data69 === 'warning' ||
                    data69 === 'info' ||
                    data69 === 'off'
                  )) {
                    const err75 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules/unreachable',
                      schemaPath: '#/definitions/rules/properties/unreachable/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema12.properties.unreachable.enum },
                      message: 'must be equal to one of the allowed values',
                    };
                    if (vErrors === null) {
                      vErrors = [err75];
                    } else {
                      vErrors.push(err75);
                    }
                    errors++;
                  }
                }
              } else {
                const err76 = {
                  instancePath: instancePath + '/overrides/' + i0 + '/rules',
                  schemaPath: '#/definitions/rules/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                };
                if (vErrors === null) {
                  vErrors = [err76];
                } else {
                  vErrors.push(err76);
                }
                errors++;
              }
            }
          } else {
            const err77 = {
              instancePath: instancePath + '/overrides/' + i0,
              schemaPath: '#/properties/overrides/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
            };
            if (vErrors === null) {
              vErrors = [err77];
            } else {
              vErrors.push(err77);
            }
            errors++;
          }
        }
      } else {
        const err78 = {
          instancePath: instancePath + '/overrides',
          schemaPath: '#/properties/overrides/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err78];
        } else {
          vErrors.push(err78);
        }
        errors++;
      }
    }
    if (data.productionRegistries !== undefined) {
      let data70 = data.productionRegistries;
      if (Array.isArray(data70)) {
        const len2 = data70.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data71 = data70[i2];
          if (typeof data71 === 'string') {
            if (func4(data71) < 1) {
              const err79 = {
                instancePath: instancePath + '/productionRegistries/' + i2,
                schemaPath: '#/properties/productionRegistries/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
              };
              if (vErrors === null) {
                vErrors = [err79];
              } else {
                vErrors.push(err79);
              }
              errors++;
            }
          } else {
            const err80 = {
              instancePath: instancePath + '/productionRegistries/' + i2,
              schemaPath: '#/properties/productionRegistries/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err80];
            } else {
              vErrors.push(err80);
            }
            errors++;
          }
        }
      } else {
        const err81 = {
          instancePath: instancePath + '/productionRegistries',
          schemaPath: '#/properties/productionRegistries/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err81];
        } else {
          vErrors.push(err81);
        }
        errors++;
      }
    }
    if (data.stagingPrefix !== undefined) {
      if (typeof data.stagingPrefix !== 'string') {
        const err82 = {
          instancePath: instancePath + '/stagingPrefix',
          schemaPath: '#/properties/stagingPrefix/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err82];
        } else {
          vErrors.push(err82);
        }
        errors++;
      }
    }
    if (data.subprojects !== undefined) {
      let data73 = data.subprojects;
      if (data73 && typeof data73 == 'object' && !Array.isArray(data73)) {
        for (const key4 in data73) {
          let data74 = data73[key4];
          if (data74 && typeof data74 == 'object' && !Array.isArray(data74)) {
            for (const key5 in data74) {
              if (!(key5 === 'prefixes' || key5 === 'source')) {
                const err83 = {
                  instancePath:
                    instancePath + '/subprojects/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/subprojects/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key5 },
                  message: 'must NOT have additional properties',
                };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
            }
            if (data74.prefixes !== undefined) {
              let data75 = data74.prefixes;
              if (Array.isArray(data75)) {
                const len3 = data75.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  let data76 = data75[i3];
                  if (typeof data76 === 'string') {
                    if (func4(data76) < 0) {
                      const err84 = {
                        instancePath:
                          instancePath +
                          '/subprojects/' +
                          key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/prefixes/' +
                          i3,
                        schemaPath:
                          '#/properties/subprojects/additionalProperties/properties/prefixes/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 0 },
                        message: 'must NOT have fewer than 0 characters',
                      };
                      if (vErrors === null) {
                        vErrors = [err84];
                      } else {
                        vErrors.push(err84);
                      }
                      errors++;
                    }
                    if (!pattern1.test(data76)) {
                      const err85 = {
                        instancePath:
                          instancePath +
                          '/subprojects/' +
                          key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/prefixes/' +
                          i3,
                        schemaPath:
                          '#/properties/subprojects/additionalProperties/properties/prefixes/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$' },
                        message: 'must match pattern "' + '^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$' + '"',
                      };
                      if (vErrors === null) {
                        vErrors = [err85];
                      } else {
                        vErrors.push(err85);
                      }
                      errors++;
                    }
                  } else {
                    const err86 = {
                      instancePath:
                        instancePath +
                        '/subprojects/' +
                        key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/prefixes/' +
                        i3,
                      schemaPath:
                        '#/properties/subprojects/additionalProperties/properties/prefixes/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    };
                    if (vErrors === null) {
                      vErrors = [err86];
                    } else {
                      vErrors.push(err86);
                    }
                    errors++;
                  }
                }
              } else {
                const err87 = {
                  instancePath:
                    instancePath +
                    '/subprojects/' +
                    key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/prefixes',
                  schemaPath: '#/properties/subprojects/additionalProperties/properties/prefixes/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                };
                if (vErrors === null) {
                  vErrors = [err87];
                } else {
                  vErrors.push(err87);
                }
                errors++;
              }
            }
            if (data74.source !== undefined) {
              let data77 = data74.source;
              if (typeof data77 === 'string') {
                if (func4(data77) < 1) {
                  const err88 = {
                    instancePath:
                      instancePath +
                      '/subprojects/' +
                      key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                      '/source',
                    schemaPath: '#/properties/subprojects/additionalProperties/properties/source/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 characters',
                  };
                  if (vErrors === null) {
                    vErrors = [err88];
                  } else {
                    vErrors.push(err88);
                  }
                  errors++;
                }
              } else {
                const err89 = {
                  instancePath:
                    instancePath +
                    '/subprojects/' +
                    key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/source',
                  schemaPath: '#/properties/subprojects/additionalProperties/properties/source/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err89];
                } else {
                  vErrors.push(err89);
                }
                errors++;
              }
            }
          } else {
            const err90 = {
              instancePath: instancePath + '/subprojects/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/subprojects/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
            };
            if (vErrors === null) {
              vErrors = [err90];
            } else {
              vErrors.push(err90);
            }
            errors++;
          }
        }
      } else {
        const err91 = {
          instancePath: instancePath + '/subprojects',
          schemaPath: '#/properties/subprojects/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        };
        if (vErrors === null) {
          vErrors = [err91];
        } else {
          vErrors.push(err91);
        }
        errors++;
      }
    }
    if (data.movingTags !== undefined) {
      let data78 = data.movingTags;
      if (Array.isArray(data78)) {
        const len4 = data78.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data79 = data78[i4];
          if (typeof data79 === 'string') {
            if (func4(data79) < 1) {
              const err92 = {
                instancePath: instancePath + '/movingTags/' + i4,
                schemaPath: '#/properties/movingTags/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
              };
              if (vErrors === null) {
                vErrors = [err92];
              } else {
                vErrors.push(err92);
              }
              errors++;
            }
          } else {
            const err93 = {
              instancePath: instancePath + '/movingTags/' + i4,
              schemaPath: '#/properties/movingTags/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err93];
            } else {
              vErrors.push(err93);
            }
            errors++;
          }
        }
      } else {
        const err94 = {
          instancePath: instancePath + '/movingTags',
          schemaPath: '#/properties/movingTags/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err94];
        } else {
          vErrors.push(err94);
        }
        errors++;
      }
    }
    if (data.allowedFiles !== undefined) {
      let data80 = data.allowedFiles;
      if (Array.isArray(data80)) {
        const len5 = data80.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data81 = data80[i5];
          if (typeof data81 === 'string') {
            if (func4(data81) < 1) {
              const err95 = {
                instancePath: instancePath + '/allowedFiles/' + i5,
                schemaPath: '#/properties/allowedFiles/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
              };
              if (vErrors === null) {
                vErrors = [err95];
              } else {
                vErrors.push(err95);
              }
              errors++;
            }
            if (!pattern0.test(data81)) {
              const err96 = {
                instancePath: instancePath + '/allowedFiles/' + i5,
                schemaPath: '#/properties/allowedFiles/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
                message: 'must match pattern "' + '^(?!/|\\.{1,2}/)[^\\\\]*$' + '"',
              };
              if (vErrors === null) {
                vErrors = [err96];
              } else {
                vErrors.push(err96);
              }
              errors++;
            }
          } else {
            const err97 = {
              instancePath: instancePath + '/allowedFiles/' + i5,
              schemaPath: '#/properties/allowedFiles/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err97];
            } else {
              vErrors.push(err97);
            }
            errors++;
          }
        }
      } else {
        const err98 = {
          instancePath: instancePath + '/allowedFiles',
          schemaPath: '#/properties/allowedFiles/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err98];
        } else {
          vErrors.push(err98);
        }
        errors++;
      }
    }
    if (data.maxImageSize !== undefined) {
      let data82 = data.maxImageSize;
      if (typeof data82 !== 'string' && !(typeof data82 == 'number' && isFinite(data82))) {
        const err99 = {
          instancePath: instancePath + '/maxImageSize',
          schemaPath: '#/properties/maxImageSize/type',
          keyword: 'type',
          params: { type: schema11.properties.maxImageSize.type },
          message: 'must be string,number',
        };
        if (vErrors === null) {
          vErrors = [err99];
        } else {
          vErrors.push(err99);
        }
        errors++;
      }
      if (typeof data82 === 'string') {
        if (!pattern3.test(data82)) {
          const err100 = {
            instancePath: instancePath + '/maxImageSize',
            schemaPath: '#/properties/maxImageSize/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$' },
            message: 'must match pattern "' + '^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$' + '"',
          };
          if (vErrors === null) {
            vErrors = [err100];
          } else {
            vErrors.push(err100);
          }
          errors++;
        }
      }
    }
    if (data.exceptions !== undefined) {
      let data83 = data.exceptions;
      if (Array.isArray(data83)) {
        const len6 = data83.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data84 = data83[i6];
          if (data84 && typeof data84 == 'object' && !Array.isArray(data84)) {
            if (data84.rule === undefined) {
              const err101 = {
                instancePath: instancePath + '/exceptions/' + i6,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'rule' },
                message: "must have required property '" + 'rule' + "'",
              };
              if (vErrors === null) {
                vErrors = [err101];
              } else {
                vErrors.push(err101);
              }
              errors++;
            }
            if (data84.paths === undefined) {
              const err102 = {
                instancePath: instancePath + '/exceptions/' + i6,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'paths' },
                message: "must have required property '" + 'paths' + "'",
              };
              if (vErrors === null) {
                vErrors = [err102];
              } else {
                vErrors.push(err102);
              }
              errors++;
            }
            if (data84.reason === undefined) {
              const err103 = {
                instancePath: instancePath + '/exceptions/' + i6,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'reason' },
                message: "must have required property '" + 'reason' + "'",
              };
              if (vErrors === null) {
                vErrors = [err103];
              } else {
                vErrors.push(err103);
              }
              errors++;
            }
            if (data84.expires === undefined) {
              const err104 = {
                instancePath: instancePath + '/exceptions/' + i6,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'expires' },
                message: "must have required property '" + 'expires' + "'",
              };
              if (vErrors === null) {
                vErrors = [err104];
              } else {
                vErrors.push(err104);
              }
              errors++;
            }
            for (const key6 in data84) {
              if (!(
                key6 === 'rule' ||
                key6 === 'paths' ||
                key6 === 'image' ||
                key6 === 'tags' ||
                key6 === 'reason' ||
                key6 === 'expires'
              )) {
                const err105 = {
                  instancePath: instancePath + '/exceptions/' + i6,
                  schemaPath: '#/properties/exceptions/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key6 },
                  message: 'must NOT have additional properties',
                };
                if (vErrors === null) {
                  vErrors = [err105];
                } else {
                  vErrors.push(err105);
                }
                errors++;
              }
            }
            if (data84.rule !== undefined) {
              let data85 = data84.rule;
              if (!(
                data85 === 'yaml-syntax' ||
                data85 === 'duplicate-key' ||
                data85 === 'unknown-key' ||
                data85 === 'manifest-schema' ||
                data85 === 'digest-format' ||
                data85 === 'tag-format' ||
                data85 === 'image-name' ||
                data85 === 'registry-name' ||
                data85 === 'thin-tree-layout' ||
                data85 === 'one-source' ||
                data85 === 'no-destination' ||
                data85 === 'duplicate-registry' ||
                data85 === 'source-matches-folder' ||
                data85 === 'subproject-prefix' ||
                data85 === 'destination-set' ||
                data85 === 'tag-conflict' ||
                data85 === 'redundant-promotion' ||
                data85 === 'repeated-image' ||
                data85 === 'moving-tag' ||
                data85 === 'canonical-format' ||
                data85 === 'tag-moved' ||
                data85 === 'tag-removed' ||
                data85 === 'digest-removed' ||
                data85 === 'image-removed' ||
                data85 === 'destination-removed' ||
                data85 === 'registries-and-images-together' ||
                data85 === 'digest-missing' ||
                data85 === 'staging-tag-disagrees' ||
                data85 === 'tag-taken' ||
                data85 === 'single-platform' ||
                data85 === 'image-too-large' ||
                data85 === 'unreachable'
              )) {
                const err106 = {
                  instancePath: instancePath + '/exceptions/' + i6 + '/rule',
                  schemaPath: '#/properties/exceptions/items/properties/rule/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema11.properties.exceptions.items.properties.rule.enum },
                  message: 'must be equal to one of the allowed values',
                };
                if (vErrors === null) {
                  vErrors = [err106];
                } else {
                  vErrors.push(err106);
                }
                errors++;
              }
            }
            if (data84.paths !== undefined) {
              let data86 = data84.paths;
              if (Array.isArray(data86)) {
                if (data86.length < 1) {
                  const err107 = {
                    instancePath: instancePath + '/exceptions/' + i6 + '/paths',
                    schemaPath: '#/properties/exceptions/items/properties/paths/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 items',
                  };
                  if (vErrors === null) {
                    vErrors = [err107];
                  } else {
                    vErrors.push(err107);
                  }
                  errors++;
                }
                const len7 = data86.length;
                for (let i7 = 0; i7 < len7; i7++) {
                  let data87 = data86[i7];
                  if (typeof data87 === 'string') {
                    if (func4(data87) < 1) {
                      const err108 = {
                        instancePath: instancePath + '/exceptions/' + i6 + '/paths/' + i7,
                        schemaPath: '#/properties/exceptions/items/properties/paths/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                        message: 'must NOT have fewer than 1 characters',
                      };
                      if (vErrors === null) {
                        vErrors = [err108];
                      } else {
                        vErrors.push(err108);
                      }
                      errors++;
                    }
                    if (!pattern0.test(data87)) {
                      const err109 = {
                        instancePath: instancePath + '/exceptions/' + i6 + '/paths/' + i7,
                        schemaPath: '#/properties/exceptions/items/properties/paths/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
                        message: 'must match pattern "' + '^(?!/|\\.{1,2}/)[^\\\\]*$' + '"',
                      };
                      if (vErrors === null) {
                        vErrors = [err109];
                      } else {
                        vErrors.push(err109);
                      }
                      errors++;
                    }
                  } else {
                    const err110 = {
                      instancePath: instancePath + '/exceptions/' + i6 + '/paths/' + i7,
                      schemaPath: '#/properties/exceptions/items/properties/paths/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    };
                    if (vErrors === null) {
                      vErrors = [err110];
                    } else {
                      vErrors.push(err110);
                    }
                    errors++;
                  }
                }
              } else {
                const err111 = {
                  instancePath: instancePath + '/exceptions/' + i6 + '/paths',
                  schemaPath: '#/properties/exceptions/items/properties/paths/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                };
                if (vErrors === null) {
                  vErrors = [err111];
                } else {
                  vErrors.push(err111);
                }
                errors++;
              }
            }
            if (data84.image !== undefined) {
              let data88 = data84.image;
              if (typeof data88 === 'string') {
                if (func4(data88) < 1) {
                  const err112 = {
                    instancePath: instancePath + '/exceptions/' + i6 + '/image',
                    schemaPath: '#/properties/exceptions/items/properties/image/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 characters',
                  };
                  if (vErrors === null) {
                    vErrors = [err112];
                  } else {
                    vErrors.push(err112);
                  }
                  errors++;
                }
              } else {
                const err113 = {
                  instancePath: instancePath + '/exceptions/' + i6 + '/image',
                  schemaPath: '#/properties/exceptions/items/properties/image/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err113];
                } else {
                  vErrors.push(err113);
                }
                errors++;
              }
            }
            if (data84.tags !== undefined) {
              let data89 = data84.tags;
              if (Array.isArray(data89)) {
                if (data89.length < 1) {
                  const err114 = {
                    instancePath: instancePath + '/exceptions/' + i6 + '/tags',
                    schemaPath: '#/properties/exceptions/items/properties/tags/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 items',
                  };
                  if (vErrors === null) {
                    vErrors = [err114];
                  } else {
                    vErrors.push(err114);
                  }
                  errors++;
                }
                const len8 = data89.length;
                for (let i8 = 0; i8 < len8; i8++) {
                  let data90 = data89[i8];
                  if (typeof data90 !== 'string' && !(typeof data90 == 'number' && isFinite(data90))) {
                    const err115 = {
                      instancePath: instancePath + '/exceptions/' + i6 + '/tags/' + i8,
                      schemaPath: '#/properties/exceptions/items/properties/tags/items/type',
                      keyword: 'type',
                      params: { type: schema11.properties.exceptions.items.properties.tags.items.type },
                      message: 'must be string,number',
                    };
                    if (vErrors === null) {
                      vErrors = [err115];
                    } else {
                      vErrors.push(err115);
                    }
                    errors++;
                  }
                  if (typeof data90 === 'string') {
                    if (func4(data90) < 1) {
                      const err116 = {
                        instancePath: instancePath + '/exceptions/' + i6 + '/tags/' + i8,
                        schemaPath: '#/properties/exceptions/items/properties/tags/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                        message: 'must NOT have fewer than 1 characters',
                      };
                      if (vErrors === null) {
                        vErrors = [err116];
                      } else {
                        vErrors.push(err116);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err117 = {
                  instancePath: instancePath + '/exceptions/' + i6 + '/tags',
                  schemaPath: '#/properties/exceptions/items/properties/tags/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                };
                if (vErrors === null) {
                  vErrors = [err117];
                } else {
                  vErrors.push(err117);
                }
                errors++;
              }
            }
            if (data84.reason !== undefined) {
              let data91 = data84.reason;
              if (typeof data91 === 'string') {
                if (func4(data91) < 1) {
                  const err118 = {
                    instancePath: instancePath + '/exceptions/' + i6 + '/reason',
                    schemaPath: '#/properties/exceptions/items/properties/reason/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 characters',
                  };
                  if (vErrors === null) {
                    vErrors = [err118];
                  } else {
                    vErrors.push(err118);
                  }
                  errors++;
                }
              } else {
                const err119 = {
                  instancePath: instancePath + '/exceptions/' + i6 + '/reason',
                  schemaPath: '#/properties/exceptions/items/properties/reason/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err119];
                } else {
                  vErrors.push(err119);
                }
                errors++;
              }
            }
            if (data84.expires !== undefined) {
              let data92 = data84.expires;
              if (typeof data92 === 'string') {
                if (!pattern5.test(data92)) {
                  const err120 = {
                    instancePath: instancePath + '/exceptions/' + i6 + '/expires',
                    schemaPath: '#/properties/exceptions/items/properties/expires/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
                    message: 'must match pattern "' + '^\\d{4}-\\d{2}-\\d{2}$' + '"',
                  };
                  if (vErrors === null) {
                    vErrors = [err120];
                  } else {
                    vErrors.push(err120);
                  }
                  errors++;
                }
              } else {
                const err121 = {
                  instancePath: instancePath + '/exceptions/' + i6 + '/expires',
                  schemaPath: '#/properties/exceptions/items/properties/expires/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err121];
                } else {
                  vErrors.push(err121);
                }
                errors++;
              }
            }
          } else {
            const err122 = {
              instancePath: instancePath + '/exceptions/' + i6,
              schemaPath: '#/properties/exceptions/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
            };
            if (vErrors === null) {
              vErrors = [err122];
            } else {
              vErrors.push(err122);
            }
            errors++;
          }
        }
      } else {
        const err123 = {
          instancePath: instancePath + '/exceptions',
          schemaPath: '#/properties/exceptions/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err123];
        } else {
          vErrors.push(err123);
        }
        errors++;
      }
    }
  } else {
    const err124 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err124];
    } else {
      vErrors.push(err124);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
