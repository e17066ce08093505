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
    stagingRegistries: {
      description:
        'The registries below which sources lie. The name of the folder follows: gcr.io/staging, or gcr.io/k8s-staging-* where it has to begin like that.',
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
        'Regular expressions of tags that move, besides latest, v1 and v1.2, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax). Anchor them with ^ and $.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
    allowedFiles: {
      description:
        'Glob patterns of files that may stand in the tree without a role there, relative to its root. Default: documentation, licences, scripts and Go programs.',
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
              'empty-image',
              'registry-name',
              'registry-spelling',
              'provenance-policy',
              'tree-integrity',
              'thin-tree-layout',
              'misplaced-manifest',
              'one-source',
              'no-destination',
              'duplicate-registry',
              'source-matches-folder',
              'subproject-prefix',
              'destination-set',
              'tag-conflict',
              'shared-repository',
              'redundant-promotion',
              'repeated-image',
              'moving-tag',
              'canonical-format',
              'tag-moved',
              'tag-removed',
              'digest-removed',
              'image-removed',
              'destination-removed',
              'source-changed',
              'service-account-changed',
              'registries-and-images-together',
              'base-unreadable',
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
      patternProperties: {
        '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|unreachable)$':
          { enum: ['error', 'warning', 'info', 'off'] },
      },
    },
  },
  $id: 'validatePolicy',
};
const schema12 = {
  description: 'How much each rule counts.',
  type: 'object',
  additionalProperties: false,
  patternProperties: {
    '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|unreachable)$':
      { enum: ['error', 'warning', 'info', 'off'] },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const func3 = require('ajv/dist/runtime/ucs2length').default;
const pattern0 = new RegExp(
  '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|unreachable)$',
  'u',
);
const pattern2 = new RegExp('^(?!/|\\.{1,2}/)[^\\\\]*$', 'u');
const pattern5 = new RegExp('^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$', 'u');
const pattern7 = new RegExp('^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$', 'u');
const pattern9 = new RegExp('^\\d{4}-\\d{2}-\\d{2}$', 'u');

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
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          if (vErrors.length < 20000) vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.rules !== undefined) {
      let data0 = data.rules;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (!pattern0.test(key1)) {
            const err1 = {
              instancePath: instancePath + '/rules',
              schemaPath: '#/definitions/rules/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              if (vErrors.length < 20000) vErrors.push(err1);
            }
            errors++;
          }
        }
        for (const key2 in data0) {
          if (pattern0.test(key2)) {
            let data1 = data0[key2];
            if (!(data1 === 'error' || data1 === 'warning' || data1 === 'info' || data1 === 'off')) {
              const err2 = {
                instancePath: instancePath + '/rules/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath:
                  '#/definitions/rules/patternProperties/%5E(%3F%3Ayaml-syntax%7Cduplicate-key%7Cunknown-key%7Cmanifest-schema%7Cdigest-format%7Ctag-format%7Cimage-name%7Cempty-image%7Cregistry-name%7Cregistry-spelling%7Cprovenance-policy%7Ctree-integrity%7Cthin-tree-layout%7Cmisplaced-manifest%7Cone-source%7Cno-destination%7Cduplicate-registry%7Csource-matches-folder%7Csubproject-prefix%7Cdestination-set%7Ctag-conflict%7Cshared-repository%7Credundant-promotion%7Crepeated-image%7Cmoving-tag%7Ccanonical-format%7Ctag-moved%7Ctag-removed%7Cdigest-removed%7Cimage-removed%7Cdestination-removed%7Csource-changed%7Cservice-account-changed%7Cregistries-and-images-together%7Cbase-unreadable%7Cdigest-missing%7Cstaging-tag-disagrees%7Ctag-taken%7Csingle-platform%7Cimage-too-large%7Cunreachable)%24/enum',
                keyword: 'enum',
                params: {
                  allowedValues:
                    schema12.patternProperties[
                      '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|unreachable)$'
                    ].enum,
                },
              };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                if (vErrors.length < 20000) vErrors.push(err2);
              }
              errors++;
            }
          }
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/rules',
          schemaPath: '#/definitions/rules/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          if (vErrors.length < 20000) vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.overrides !== undefined) {
      let data2 = data.overrides;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
            if (data3.paths === undefined) {
              const err4 = {
                instancePath: instancePath + '/overrides/' + i0,
                schemaPath: '#/properties/overrides/items/required',
                keyword: 'required',
                params: { missingProperty: 'paths' },
              };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                if (vErrors.length < 20000) vErrors.push(err4);
              }
              errors++;
            }
            if (data3.rules === undefined) {
              const err5 = {
                instancePath: instancePath + '/overrides/' + i0,
                schemaPath: '#/properties/overrides/items/required',
                keyword: 'required',
                params: { missingProperty: 'rules' },
              };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                if (vErrors.length < 20000) vErrors.push(err5);
              }
              errors++;
            }
            for (const key3 in data3) {
              if (!(key3 === 'paths' || key3 === 'rules')) {
                const err6 = {
                  instancePath: instancePath + '/overrides/' + i0,
                  schemaPath: '#/properties/overrides/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key3 },
                };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data3.paths !== undefined) {
              let data4 = data3.paths;
              if (Array.isArray(data4)) {
                if (data4.length < 1) {
                  const err7 = {
                    instancePath: instancePath + '/overrides/' + i0 + '/paths',
                    schemaPath: '#/properties/overrides/items/properties/paths/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err7];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err7);
                  }
                  errors++;
                }
                const len1 = data4.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data5 = data4[i1];
                  if (typeof data5 === 'string') {
                    if (func3(data5) < 1) {
                      const err8 = {
                        instancePath: instancePath + '/overrides/' + i0 + '/paths/' + i1,
                        schemaPath: '#/properties/overrides/items/properties/paths/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err8];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err8);
                      }
                      errors++;
                    }
                    if (!pattern2.test(data5)) {
                      const err9 = {
                        instancePath: instancePath + '/overrides/' + i0 + '/paths/' + i1,
                        schemaPath: '#/properties/overrides/items/properties/paths/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err9];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err9);
                      }
                      errors++;
                    }
                  } else {
                    const err10 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/paths/' + i1,
                      schemaPath: '#/properties/overrides/items/properties/paths/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err10];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err10);
                    }
                    errors++;
                  }
                }
              } else {
                const err11 = {
                  instancePath: instancePath + '/overrides/' + i0 + '/paths',
                  schemaPath: '#/properties/overrides/items/properties/paths/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err11);
                }
                errors++;
              }
            }
            if (data3.rules !== undefined) {
              let data6 = data3.rules;
              if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
                for (const key4 in data6) {
                  if (!pattern0.test(key4)) {
                    const err12 = {
                      instancePath: instancePath + '/overrides/' + i0 + '/rules',
                      schemaPath: '#/definitions/rules/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key4 },
                    };
                    if (vErrors === null) {
                      vErrors = [err12];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err12);
                    }
                    errors++;
                  }
                }
                for (const key5 in data6) {
                  if (pattern0.test(key5)) {
                    let data7 = data6[key5];
                    if (!(data7 === 'error' || data7 === 'warning' || data7 === 'info' || data7 === 'off')) {
                      const err13 = {
                        instancePath:
                          instancePath +
                          '/overrides/' +
                          i0 +
                          '/rules/' +
                          key5.replace(/~/g, '~0').replace(/\//g, '~1'),
                        schemaPath:
                          '#/definitions/rules/patternProperties/%5E(%3F%3Ayaml-syntax%7Cduplicate-key%7Cunknown-key%7Cmanifest-schema%7Cdigest-format%7Ctag-format%7Cimage-name%7Cempty-image%7Cregistry-name%7Cregistry-spelling%7Cprovenance-policy%7Ctree-integrity%7Cthin-tree-layout%7Cmisplaced-manifest%7Cone-source%7Cno-destination%7Cduplicate-registry%7Csource-matches-folder%7Csubproject-prefix%7Cdestination-set%7Ctag-conflict%7Cshared-repository%7Credundant-promotion%7Crepeated-image%7Cmoving-tag%7Ccanonical-format%7Ctag-moved%7Ctag-removed%7Cdigest-removed%7Cimage-removed%7Cdestination-removed%7Csource-changed%7Cservice-account-changed%7Cregistries-and-images-together%7Cbase-unreadable%7Cdigest-missing%7Cstaging-tag-disagrees%7Ctag-taken%7Csingle-platform%7Cimage-too-large%7Cunreachable)%24/enum',
                        keyword: 'enum',
                        params: {
                          allowedValues:
                            schema12.patternProperties[
                              '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|unreachable)$'
                            ].enum,
                        },
                      };
                      if (vErrors === null) {
                        vErrors = [err13];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err13);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err14 = {
                  instancePath: instancePath + '/overrides/' + i0 + '/rules',
                  schemaPath: '#/definitions/rules/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err14);
                }
                errors++;
              }
            }
          } else {
            const err15 = {
              instancePath: instancePath + '/overrides/' + i0,
              schemaPath: '#/properties/overrides/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              if (vErrors.length < 20000) vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/overrides',
          schemaPath: '#/properties/overrides/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          if (vErrors.length < 20000) vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.productionRegistries !== undefined) {
      let data8 = data.productionRegistries;
      if (Array.isArray(data8)) {
        const len2 = data8.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data9 = data8[i2];
          if (typeof data9 === 'string') {
            if (func3(data9) < 1) {
              const err17 = {
                instancePath: instancePath + '/productionRegistries/' + i2,
                schemaPath: '#/properties/productionRegistries/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                if (vErrors.length < 20000) vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = {
              instancePath: instancePath + '/productionRegistries/' + i2,
              schemaPath: '#/properties/productionRegistries/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              if (vErrors.length < 20000) vErrors.push(err18);
            }
            errors++;
          }
        }
      } else {
        const err19 = {
          instancePath: instancePath + '/productionRegistries',
          schemaPath: '#/properties/productionRegistries/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          if (vErrors.length < 20000) vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.stagingRegistries !== undefined) {
      let data10 = data.stagingRegistries;
      if (Array.isArray(data10)) {
        const len3 = data10.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data11 = data10[i3];
          if (typeof data11 === 'string') {
            if (func3(data11) < 1) {
              const err20 = {
                instancePath: instancePath + '/stagingRegistries/' + i3,
                schemaPath: '#/properties/stagingRegistries/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                if (vErrors.length < 20000) vErrors.push(err20);
              }
              errors++;
            }
          } else {
            const err21 = {
              instancePath: instancePath + '/stagingRegistries/' + i3,
              schemaPath: '#/properties/stagingRegistries/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              if (vErrors.length < 20000) vErrors.push(err21);
            }
            errors++;
          }
        }
      } else {
        const err22 = {
          instancePath: instancePath + '/stagingRegistries',
          schemaPath: '#/properties/stagingRegistries/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          if (vErrors.length < 20000) vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.stagingPrefix !== undefined) {
      if (typeof data.stagingPrefix !== 'string') {
        const err23 = {
          instancePath: instancePath + '/stagingPrefix',
          schemaPath: '#/properties/stagingPrefix/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          if (vErrors.length < 20000) vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.subprojects !== undefined) {
      let data13 = data.subprojects;
      if (data13 && typeof data13 == 'object' && !Array.isArray(data13)) {
        for (const key6 in data13) {
          let data14 = data13[key6];
          if (data14 && typeof data14 == 'object' && !Array.isArray(data14)) {
            for (const key7 in data14) {
              if (!(key7 === 'prefixes' || key7 === 'source')) {
                const err24 = {
                  instancePath:
                    instancePath + '/subprojects/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/subprojects/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data14.prefixes !== undefined) {
              let data15 = data14.prefixes;
              if (Array.isArray(data15)) {
                const len4 = data15.length;
                for (let i4 = 0; i4 < len4; i4++) {
                  let data16 = data15[i4];
                  if (typeof data16 === 'string') {
                    if (func3(data16) < 0) {
                      const err25 = {
                        instancePath:
                          instancePath +
                          '/subprojects/' +
                          key6.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/prefixes/' +
                          i4,
                        schemaPath:
                          '#/properties/subprojects/additionalProperties/properties/prefixes/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 0 },
                      };
                      if (vErrors === null) {
                        vErrors = [err25];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err25);
                      }
                      errors++;
                    }
                    if (!pattern5.test(data16)) {
                      const err26 = {
                        instancePath:
                          instancePath +
                          '/subprojects/' +
                          key6.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/prefixes/' +
                          i4,
                        schemaPath:
                          '#/properties/subprojects/additionalProperties/properties/prefixes/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err26];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err26);
                      }
                      errors++;
                    }
                  } else {
                    const err27 = {
                      instancePath:
                        instancePath +
                        '/subprojects/' +
                        key6.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/prefixes/' +
                        i4,
                      schemaPath:
                        '#/properties/subprojects/additionalProperties/properties/prefixes/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err27];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err27);
                    }
                    errors++;
                  }
                }
              } else {
                const err28 = {
                  instancePath:
                    instancePath +
                    '/subprojects/' +
                    key6.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/prefixes',
                  schemaPath: '#/properties/subprojects/additionalProperties/properties/prefixes/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err28);
                }
                errors++;
              }
            }
            if (data14.source !== undefined) {
              let data17 = data14.source;
              if (typeof data17 === 'string') {
                if (func3(data17) < 1) {
                  const err29 = {
                    instancePath:
                      instancePath +
                      '/subprojects/' +
                      key6.replace(/~/g, '~0').replace(/\//g, '~1') +
                      '/source',
                    schemaPath: '#/properties/subprojects/additionalProperties/properties/source/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err29);
                  }
                  errors++;
                }
              } else {
                const err30 = {
                  instancePath:
                    instancePath +
                    '/subprojects/' +
                    key6.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/source',
                  schemaPath: '#/properties/subprojects/additionalProperties/properties/source/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err30);
                }
                errors++;
              }
            }
          } else {
            const err31 = {
              instancePath: instancePath + '/subprojects/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/subprojects/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              if (vErrors.length < 20000) vErrors.push(err31);
            }
            errors++;
          }
        }
      } else {
        const err32 = {
          instancePath: instancePath + '/subprojects',
          schemaPath: '#/properties/subprojects/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          if (vErrors.length < 20000) vErrors.push(err32);
        }
        errors++;
      }
    }
    if (data.movingTags !== undefined) {
      let data18 = data.movingTags;
      if (Array.isArray(data18)) {
        const len5 = data18.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data19 = data18[i5];
          if (typeof data19 === 'string') {
            if (func3(data19) < 1) {
              const err33 = {
                instancePath: instancePath + '/movingTags/' + i5,
                schemaPath: '#/properties/movingTags/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                if (vErrors.length < 20000) vErrors.push(err33);
              }
              errors++;
            }
          } else {
            const err34 = {
              instancePath: instancePath + '/movingTags/' + i5,
              schemaPath: '#/properties/movingTags/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              if (vErrors.length < 20000) vErrors.push(err34);
            }
            errors++;
          }
        }
      } else {
        const err35 = {
          instancePath: instancePath + '/movingTags',
          schemaPath: '#/properties/movingTags/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          if (vErrors.length < 20000) vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.allowedFiles !== undefined) {
      let data20 = data.allowedFiles;
      if (Array.isArray(data20)) {
        const len6 = data20.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data21 = data20[i6];
          if (typeof data21 === 'string') {
            if (func3(data21) < 1) {
              const err36 = {
                instancePath: instancePath + '/allowedFiles/' + i6,
                schemaPath: '#/properties/allowedFiles/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                if (vErrors.length < 20000) vErrors.push(err36);
              }
              errors++;
            }
            if (!pattern2.test(data21)) {
              const err37 = {
                instancePath: instancePath + '/allowedFiles/' + i6,
                schemaPath: '#/properties/allowedFiles/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
              };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                if (vErrors.length < 20000) vErrors.push(err37);
              }
              errors++;
            }
          } else {
            const err38 = {
              instancePath: instancePath + '/allowedFiles/' + i6,
              schemaPath: '#/properties/allowedFiles/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              if (vErrors.length < 20000) vErrors.push(err38);
            }
            errors++;
          }
        }
      } else {
        const err39 = {
          instancePath: instancePath + '/allowedFiles',
          schemaPath: '#/properties/allowedFiles/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          if (vErrors.length < 20000) vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.maxImageSize !== undefined) {
      let data22 = data.maxImageSize;
      if (typeof data22 !== 'string' && !(typeof data22 == 'number' && isFinite(data22))) {
        const err40 = {
          instancePath: instancePath + '/maxImageSize',
          schemaPath: '#/properties/maxImageSize/type',
          keyword: 'type',
          params: { type: schema11.properties.maxImageSize.type },
        };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          if (vErrors.length < 20000) vErrors.push(err40);
        }
        errors++;
      }
      if (typeof data22 === 'string') {
        if (!pattern7.test(data22)) {
          const err41 = {
            instancePath: instancePath + '/maxImageSize',
            schemaPath: '#/properties/maxImageSize/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$' },
          };
          if (vErrors === null) {
            vErrors = [err41];
          } else {
            if (vErrors.length < 20000) vErrors.push(err41);
          }
          errors++;
        }
      }
    }
    if (data.exceptions !== undefined) {
      let data23 = data.exceptions;
      if (Array.isArray(data23)) {
        const len7 = data23.length;
        for (let i7 = 0; i7 < len7; i7++) {
          let data24 = data23[i7];
          if (data24 && typeof data24 == 'object' && !Array.isArray(data24)) {
            if (data24.rule === undefined) {
              const err42 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'rule' },
              };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                if (vErrors.length < 20000) vErrors.push(err42);
              }
              errors++;
            }
            if (data24.paths === undefined) {
              const err43 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'paths' },
              };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                if (vErrors.length < 20000) vErrors.push(err43);
              }
              errors++;
            }
            if (data24.reason === undefined) {
              const err44 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'reason' },
              };
              if (vErrors === null) {
                vErrors = [err44];
              } else {
                if (vErrors.length < 20000) vErrors.push(err44);
              }
              errors++;
            }
            if (data24.expires === undefined) {
              const err45 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'expires' },
              };
              if (vErrors === null) {
                vErrors = [err45];
              } else {
                if (vErrors.length < 20000) vErrors.push(err45);
              }
              errors++;
            }
            for (const key8 in data24) {
              if (!(
                key8 === 'rule' ||
                key8 === 'paths' ||
                key8 === 'image' ||
                key8 === 'tags' ||
                key8 === 'reason' ||
                key8 === 'expires'
              )) {
                const err46 = {
                  instancePath: instancePath + '/exceptions/' + i7,
                  schemaPath: '#/properties/exceptions/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key8 },
                };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err46);
                }
                errors++;
              }
            }
            if (data24.rule !== undefined) {
              let data25 = data24.rule;
              if (!(
                data25 === 'yaml-syntax' ||
                data25 === 'duplicate-key' ||
                data25 === 'unknown-key' ||
                data25 === 'manifest-schema' ||
                data25 === 'digest-format' ||
                data25 === 'tag-format' ||
                data25 === 'image-name' ||
                data25 === 'empty-image' ||
                data25 === 'registry-name' ||
                data25 === 'registry-spelling' ||
                data25 === 'provenance-policy' ||
                data25 === 'tree-integrity' ||
                data25 === 'thin-tree-layout' ||
                data25 === 'misplaced-manifest' ||
                data25 === 'one-source' ||
                data25 === 'no-destination' ||
                data25 === 'duplicate-registry' ||
                data25 === 'source-matches-folder' ||
                data25 === 'subproject-prefix' ||
                data25 === 'destination-set' ||
                data25 === 'tag-conflict' ||
                data25 === 'shared-repository' ||
                data25 === 'redundant-promotion' ||
                data25 === 'repeated-image' ||
                data25 === 'moving-tag' ||
                data25 === 'canonical-format' ||
                data25 === 'tag-moved' ||
                data25 === 'tag-removed' ||
                data25 === 'digest-removed' ||
                data25 === 'image-removed' ||
                data25 === 'destination-removed' ||
                data25 === 'source-changed' ||
                data25 === 'service-account-changed' ||
                data25 === 'registries-and-images-together' ||
                data25 === 'base-unreadable' ||
                data25 === 'digest-missing' ||
                data25 === 'staging-tag-disagrees' ||
                data25 === 'tag-taken' ||
                data25 === 'single-platform' ||
                data25 === 'image-too-large' ||
                data25 === 'unreachable'
              )) {
                const err47 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/rule',
                  schemaPath: '#/properties/exceptions/items/properties/rule/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema11.properties.exceptions.items.properties.rule.enum },
                };
                if (vErrors === null) {
                  vErrors = [err47];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err47);
                }
                errors++;
              }
            }
            if (data24.paths !== undefined) {
              let data26 = data24.paths;
              if (Array.isArray(data26)) {
                if (data26.length < 1) {
                  const err48 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/paths',
                    schemaPath: '#/properties/exceptions/items/properties/paths/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err48];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err48);
                  }
                  errors++;
                }
                const len8 = data26.length;
                for (let i8 = 0; i8 < len8; i8++) {
                  let data27 = data26[i8];
                  if (typeof data27 === 'string') {
                    if (func3(data27) < 1) {
                      const err49 = {
                        instancePath: instancePath + '/exceptions/' + i7 + '/paths/' + i8,
                        schemaPath: '#/properties/exceptions/items/properties/paths/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err49];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err49);
                      }
                      errors++;
                    }
                    if (!pattern2.test(data27)) {
                      const err50 = {
                        instancePath: instancePath + '/exceptions/' + i7 + '/paths/' + i8,
                        schemaPath: '#/properties/exceptions/items/properties/paths/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err50];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err50);
                      }
                      errors++;
                    }
                  } else {
                    const err51 = {
                      instancePath: instancePath + '/exceptions/' + i7 + '/paths/' + i8,
                      schemaPath: '#/properties/exceptions/items/properties/paths/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err51];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err51);
                    }
                    errors++;
                  }
                }
              } else {
                const err52 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/paths',
                  schemaPath: '#/properties/exceptions/items/properties/paths/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err52];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err52);
                }
                errors++;
              }
            }
            if (data24.image !== undefined) {
              let data28 = data24.image;
              if (typeof data28 === 'string') {
                if (func3(data28) < 1) {
                  const err53 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/image',
                    schemaPath: '#/properties/exceptions/items/properties/image/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err53];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err53);
                  }
                  errors++;
                }
              } else {
                const err54 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/image',
                  schemaPath: '#/properties/exceptions/items/properties/image/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err54];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err54);
                }
                errors++;
              }
            }
            if (data24.tags !== undefined) {
              let data29 = data24.tags;
              if (Array.isArray(data29)) {
                if (data29.length < 1) {
                  const err55 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/tags',
                    schemaPath: '#/properties/exceptions/items/properties/tags/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err55];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err55);
                  }
                  errors++;
                }
                const len9 = data29.length;
                for (let i9 = 0; i9 < len9; i9++) {
                  let data30 = data29[i9];
                  if (typeof data30 !== 'string' && !(typeof data30 == 'number' && isFinite(data30))) {
                    const err56 = {
                      instancePath: instancePath + '/exceptions/' + i7 + '/tags/' + i9,
                      schemaPath: '#/properties/exceptions/items/properties/tags/items/type',
                      keyword: 'type',
                      params: { type: schema11.properties.exceptions.items.properties.tags.items.type },
                    };
                    if (vErrors === null) {
                      vErrors = [err56];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err56);
                    }
                    errors++;
                  }
                  if (typeof data30 === 'string') {
                    if (func3(data30) < 1) {
                      const err57 = {
                        instancePath: instancePath + '/exceptions/' + i7 + '/tags/' + i9,
                        schemaPath: '#/properties/exceptions/items/properties/tags/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err57];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err57);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err58 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/tags',
                  schemaPath: '#/properties/exceptions/items/properties/tags/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err58);
                }
                errors++;
              }
            }
            if (data24.reason !== undefined) {
              let data31 = data24.reason;
              if (typeof data31 === 'string') {
                if (func3(data31) < 1) {
                  const err59 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/reason',
                    schemaPath: '#/properties/exceptions/items/properties/reason/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err59];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err59);
                  }
                  errors++;
                }
              } else {
                const err60 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/reason',
                  schemaPath: '#/properties/exceptions/items/properties/reason/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err60);
                }
                errors++;
              }
            }
            if (data24.expires !== undefined) {
              let data32 = data24.expires;
              if (typeof data32 === 'string') {
                if (!pattern9.test(data32)) {
                  const err61 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/expires',
                    schemaPath: '#/properties/exceptions/items/properties/expires/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err61];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err61);
                  }
                  errors++;
                }
              } else {
                const err62 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/expires',
                  schemaPath: '#/properties/exceptions/items/properties/expires/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err62];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err62);
                }
                errors++;
              }
            }
          } else {
            const err63 = {
              instancePath: instancePath + '/exceptions/' + i7,
              schemaPath: '#/properties/exceptions/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              if (vErrors.length < 20000) vErrors.push(err63);
            }
            errors++;
          }
        }
      } else {
        const err64 = {
          instancePath: instancePath + '/exceptions',
          schemaPath: '#/properties/exceptions/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err64];
        } else {
          if (vErrors.length < 20000) vErrors.push(err64);
        }
        errors++;
      }
    }
  } else {
    const err65 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err65];
    } else {
      if (vErrors.length < 20000) vErrors.push(err65);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
