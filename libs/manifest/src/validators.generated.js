// Generated from manifest-schemas.ts; its spec fails on a difference and writes it anew with -u.
'use strict';
export const validateImages = validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'images.yaml of a thin manifest tree',
  description: 'The images to promote, with their digests and tags.',
  type: 'array',
  items: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: {
        description: 'The path of the image below the source and below each destination.',
        type: 'string',
        pattern:
          '^(?=.{1,255}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$',
      },
      dmap: {
        description: 'Digests, each with the tags that it gets. An empty list promotes the digest alone.',
        type: ['object', 'null'],
        propertyNames: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
        additionalProperties: {
          type: ['array', 'null'],
          items: { type: ['string', 'number'], pattern: '^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$' },
        },
      },
    },
  },
  $id: 'validateImages',
};
const pattern0 = new RegExp(
  '^(?=.{1,255}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$',
  'u',
);
const pattern1 = new RegExp('^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$', 'u');
const pattern2 = new RegExp('^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$', 'u');

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="validateImages" */ let vErrors = null;
  let errors = 0;
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        if (data0.name === undefined) {
          const err0 = {
            instancePath: instancePath + '/' + i0,
            schemaPath: '#/items/required',
            keyword: 'required',
            params: { missingProperty: 'name' },
          };
          if (vErrors === null) {
            vErrors = [err0];
          } else {
            if (vErrors.length < 20000) vErrors.push(err0);
          }
          errors++;
        }
        for (const key0 in data0) {
          if (!(key0 === 'name' || key0 === 'dmap')) {
            const err1 = {
              instancePath: instancePath + '/' + i0,
              schemaPath: '#/items/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key0 },
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              if (vErrors.length < 20000) vErrors.push(err1);
            }
            errors++;
          }
        }
        if (data0.name !== undefined) {
          let data1 = data0.name;
          if (typeof data1 === 'string') {
            if (!pattern0.test(data1)) {
              const err2 = {
                instancePath: instancePath + '/' + i0 + '/name',
                schemaPath: '#/items/properties/name/pattern',
                keyword: 'pattern',
                params: {
                  pattern:
                    '^(?=.{1,255}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$',
                },
              };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                if (vErrors.length < 20000) vErrors.push(err2);
              }
              errors++;
            }
          } else {
            const err3 = {
              instancePath: instancePath + '/' + i0 + '/name',
              schemaPath: '#/items/properties/name/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              if (vErrors.length < 20000) vErrors.push(err3);
            }
            errors++;
          }
        }
        if (data0.dmap !== undefined) {
          let data2 = data0.dmap;
          if (!(data2 && typeof data2 == 'object' && !Array.isArray(data2)) && data2 !== null) {
            const err4 = {
              instancePath: instancePath + '/' + i0 + '/dmap',
              schemaPath: '#/items/properties/dmap/type',
              keyword: 'type',
              params: { type: schema11.items.properties.dmap.type },
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              if (vErrors.length < 20000) vErrors.push(err4);
            }
            errors++;
          }
          if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
            for (const key1 in data2) {
              const _errs8 = errors;
              if (typeof key1 === 'string') {
                if (!pattern1.test(key1)) {
                  const err5 = {
                    instancePath: instancePath + '/' + i0 + '/dmap',
                    schemaPath: '#/items/properties/dmap/propertyNames/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
                    propertyName: key1,
                  };
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err5);
                  }
                  errors++;
                }
              }
              var valid3 = _errs8 === errors;
              if (!valid3) {
                const err6 = {
                  instancePath: instancePath + '/' + i0 + '/dmap',
                  schemaPath: '#/items/properties/dmap/propertyNames',
                  keyword: 'propertyNames',
                  params: { propertyName: key1 },
                };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err6);
                }
                errors++;
              }
            }
            for (const key2 in data2) {
              let data3 = data2[key2];
              if (!Array.isArray(data3) && data3 !== null) {
                const err7 = {
                  instancePath:
                    instancePath + '/' + i0 + '/dmap/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/items/properties/dmap/additionalProperties/type',
                  keyword: 'type',
                  params: { type: schema11.items.properties.dmap.additionalProperties.type },
                };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err7);
                }
                errors++;
              }
              if (Array.isArray(data3)) {
                const len1 = data3.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data4 = data3[i1];
                  if (typeof data4 !== 'string' && !(typeof data4 == 'number' && isFinite(data4))) {
                    const err8 = {
                      instancePath:
                        instancePath +
                        '/' +
                        i0 +
                        '/dmap/' +
                        key2.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/' +
                        i1,
                      schemaPath: '#/items/properties/dmap/additionalProperties/items/type',
                      keyword: 'type',
                      params: { type: schema11.items.properties.dmap.additionalProperties.items.type },
                    };
                    if (vErrors === null) {
                      vErrors = [err8];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err8);
                    }
                    errors++;
                  }
                  if (typeof data4 === 'string') {
                    if (!pattern2.test(data4)) {
                      const err9 = {
                        instancePath:
                          instancePath +
                          '/' +
                          i0 +
                          '/dmap/' +
                          key2.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/' +
                          i1,
                        schemaPath: '#/items/properties/dmap/additionalProperties/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err9];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err9);
                      }
                      errors++;
                    }
                  }
                }
              }
            }
          }
        }
      } else {
        const err10 = {
          instancePath: instancePath + '/' + i0,
          schemaPath: '#/items/type',
          keyword: 'type',
          params: { type: 'object' },
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
    const err11 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'array' } };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      if (vErrors.length < 20000) vErrors.push(err11);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}

export const validatePromoterManifest = validate11;
const schema12 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'promoter-manifest.yaml of a thin manifest tree',
  type: 'object',
  required: ['registries'],
  additionalProperties: false,
  properties: {
    registries: {
      description: 'One source, and the destinations.',
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          name: {
            description: 'Host with an optional port and path. Images lie below it.',
            type: 'string',
            pattern:
              '^(?:(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}(?=[:/]|$)|(?!(?:index|registry-1)\\.docker\\.io(?:[:/]|$))(?!(?:[^:/]*\\.)?(?:[0-9]+|0x[0-9a-f]*)(?:[:/]|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)|\\[[0-9a-f:.]+\\])(?::(?!443(?:$|/))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/?$|/(?=.{1,255}/?$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*/?$)',
          },
          src: {
            description: 'True for the registry that images are promoted from.',
            enum: [
              true,
              false,
              null,
              'y',
              'Y',
              'yes',
              'Yes',
              'YES',
              'true',
              'True',
              'TRUE',
              'on',
              'On',
              'ON',
              'n',
              'N',
              'no',
              'No',
              'NO',
              'false',
              'False',
              'FALSE',
              'off',
              'Off',
              'OFF',
            ],
          },
          'service-account': {
            description: 'The Google service account to act as when writing to the registry.',
            type: ['string', 'null'],
            pattern: '^(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?)?$',
          },
        },
      },
    },
    provenance: {
      description: 'What the attestations of an image have to prove before it is promoted.',
      type: 'object',
      additionalProperties: false,
      properties: {
        mode: {
          description:
            'off: nothing is checked. warn: what violates the policy is promoted and reported. require: it is not promoted.',
          enum: ['off', 'warn', 'require'],
        },
        signers: {
          description:
            'Who may sign the attestations: sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION.',
          type: 'array',
          items: { type: 'string', pattern: '\\S' },
        },
        builders: {
          description: 'Who may build the images.',
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'level'],
            additionalProperties: false,
            properties: {
              id: {
                description: 'As provenance names it. Without "@" it stands for that builder at any ref.',
                type: 'string',
                pattern: '\\S',
              },
              level: { description: 'The SLSA build level that it reaches.', enum: [1, 2, 3, '1', '2', '3'] },
              signers: {
                description: 'The signers of the policy that may claim it, as written there.',
                type: 'array',
                items: { type: 'string', pattern: '\\S' },
              },
              caller: {
                description: 'For a reusable workflow of GitHub Actions: the run that may have called it.',
                type: 'object',
                required: ['refs'],
                additionalProperties: false,
                properties: {
                  workflows: {
                    description:
                      'The paths of the workflows that may call it, in .github/workflows/ of a source. Empty: all of them.',
                    type: 'array',
                    items: {
                      type: 'string',
                      pattern: '^\\.github/workflows(?:/(?!\\.{1,2}(?:/|$))[^/@]+)+$',
                    },
                  },
                  refs: {
                    description:
                      'Patterns of the Git refs that the calling run ran for, such as "refs/tags/v*": "*" and "?" match no slash.',
                    type: 'array',
                    items: {
                      type: 'string',
                      pattern:
                        '^(?=.{1,255}$)refs/(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                    },
                    minItems: 1,
                  },
                  events: {
                    description:
                      'The events that may start the calling run, such as "push". Empty: all of them.',
                    type: 'array',
                    items: { type: 'string', pattern: '\\S' },
                  },
                },
              },
            },
          },
        },
        sources: {
          description: 'The repositories that images may be built from, without a ref.',
          type: 'array',
          items: { type: 'string', pattern: '^[^@]*[^@\\s][^@]*$' },
        },
        predicateTypes: {
          description: 'What has to be attested besides the build.',
          type: 'array',
          items: { type: 'string', pattern: '\\S' },
        },
        level: { description: 'The least SLSA build level.', enum: [2, 3, '2', '3'] },
        levels: {
          description:
            'The least SLSA build levels of some images. Of several that match an image the highest counts.',
          type: 'array',
          items: {
            type: 'object',
            required: ['images', 'level'],
            additionalProperties: false,
            properties: {
              images: {
                description:
                  'Names of images below the source, such as "charts/*": "*" and "?" match no slash, and "[a-z]" one of some characters.',
                type: 'array',
                items: {
                  type: 'string',
                  pattern:
                    '^(?!/)(?!.*/$)(?=.*\\S)(?=.{1,255}$)(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                },
                minItems: 1,
              },
              level: { description: 'The least SLSA build level of these images.', enum: [2, 3, '2', '3'] },
            },
          },
        },
      },
    },
    imagesPath: { description: 'Allowed for the sake of old files, and ignored.' },
  },
  $id: 'validatePromoterManifest',
};
const pattern3 = new RegExp(
  '^(?:(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}(?=[:/]|$)|(?!(?:index|registry-1)\\.docker\\.io(?:[:/]|$))(?!(?:[^:/]*\\.)?(?:[0-9]+|0x[0-9a-f]*)(?:[:/]|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)|\\[[0-9a-f:.]+\\])(?::(?!443(?:$|/))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/?$|/(?=.{1,255}/?$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*/?$)',
  'u',
);
const pattern4 = new RegExp('^(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?)?$', 'u');
const pattern5 = new RegExp('\\S', 'u');
const pattern8 = new RegExp('^\\.github/workflows(?:/(?!\\.{1,2}(?:/|$))[^/@]+)+$', 'u');
const pattern9 = new RegExp(
  '^(?=.{1,255}$)refs/(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
  'u',
);
const pattern11 = new RegExp('^[^@]*[^@\\s][^@]*$', 'u');
const pattern13 = new RegExp(
  '^(?!/)(?!.*/$)(?=.*\\S)(?=.{1,255}$)(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
  'u',
);

function validate11(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="validatePromoterManifest" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.registries === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'registries' },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        if (vErrors.length < 20000) vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'registries' || key0 === 'provenance' || key0 === 'imagesPath')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          if (vErrors.length < 20000) vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.registries !== undefined) {
      let data0 = data.registries;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
            if (data1.name === undefined) {
              const err2 = {
                instancePath: instancePath + '/registries/' + i0,
                schemaPath: '#/properties/registries/items/required',
                keyword: 'required',
                params: { missingProperty: 'name' },
              };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                if (vErrors.length < 20000) vErrors.push(err2);
              }
              errors++;
            }
            for (const key1 in data1) {
              if (!(key1 === 'name' || key1 === 'src' || key1 === 'service-account')) {
                const err3 = {
                  instancePath: instancePath + '/registries/' + i0,
                  schemaPath: '#/properties/registries/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key1 },
                };
                if (vErrors === null) {
                  vErrors = [err3];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err3);
                }
                errors++;
              }
            }
            if (data1.name !== undefined) {
              let data2 = data1.name;
              if (typeof data2 === 'string') {
                if (!pattern3.test(data2)) {
                  const err4 = {
                    instancePath: instancePath + '/registries/' + i0 + '/name',
                    schemaPath: '#/properties/registries/items/properties/name/pattern',
                    keyword: 'pattern',
                    params: {
                      pattern:
                        '^(?:(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}(?=[:/]|$)|(?!(?:index|registry-1)\\.docker\\.io(?:[:/]|$))(?!(?:[^:/]*\\.)?(?:[0-9]+|0x[0-9a-f]*)(?:[:/]|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)|\\[[0-9a-f:.]+\\])(?::(?!443(?:$|/))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/?$|/(?=.{1,255}/?$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*/?$)',
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err4];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err4);
                  }
                  errors++;
                }
              } else {
                const err5 = {
                  instancePath: instancePath + '/registries/' + i0 + '/name',
                  schemaPath: '#/properties/registries/items/properties/name/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err5);
                }
                errors++;
              }
            }
            if (data1.src !== undefined) {
              let data3 = data1.src;
              if (!(
                data3 === true ||
                data3 === false ||
                data3 === null ||
                data3 === 'y' ||
                data3 === 'Y' ||
                data3 === 'yes' ||
                data3 === 'Yes' ||
                data3 === 'YES' ||
                data3 === 'true' ||
                data3 === 'True' ||
                data3 === 'TRUE' ||
                data3 === 'on' ||
                data3 === 'On' ||
                data3 === 'ON' ||
                data3 === 'n' ||
                data3 === 'N' ||
                data3 === 'no' ||
                data3 === 'No' ||
                data3 === 'NO' ||
                data3 === 'false' ||
                data3 === 'False' ||
                data3 === 'FALSE' ||
                data3 === 'off' ||
                data3 === 'Off' ||
                data3 === 'OFF'
              )) {
                const err6 = {
                  instancePath: instancePath + '/registries/' + i0 + '/src',
                  schemaPath: '#/properties/registries/items/properties/src/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema12.properties.registries.items.properties.src.enum },
                };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data1['service-account'] !== undefined) {
              let data4 = data1['service-account'];
              if (typeof data4 !== 'string' && data4 !== null) {
                const err7 = {
                  instancePath: instancePath + '/registries/' + i0 + '/service-account',
                  schemaPath: '#/properties/registries/items/properties/service-account/type',
                  keyword: 'type',
                  params: { type: schema12.properties.registries.items.properties['service-account'].type },
                };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err7);
                }
                errors++;
              }
              if (typeof data4 === 'string') {
                if (!pattern4.test(data4)) {
                  const err8 = {
                    instancePath: instancePath + '/registries/' + i0 + '/service-account',
                    schemaPath: '#/properties/registries/items/properties/service-account/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?)?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err8);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err9 = {
              instancePath: instancePath + '/registries/' + i0,
              schemaPath: '#/properties/registries/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              if (vErrors.length < 20000) vErrors.push(err9);
            }
            errors++;
          }
        }
      } else {
        const err10 = {
          instancePath: instancePath + '/registries',
          schemaPath: '#/properties/registries/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          if (vErrors.length < 20000) vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.provenance !== undefined) {
      let data5 = data.provenance;
      if (data5 && typeof data5 == 'object' && !Array.isArray(data5)) {
        for (const key2 in data5) {
          if (!(
            key2 === 'mode' ||
            key2 === 'signers' ||
            key2 === 'builders' ||
            key2 === 'sources' ||
            key2 === 'predicateTypes' ||
            key2 === 'level' ||
            key2 === 'levels'
          )) {
            const err11 = {
              instancePath: instancePath + '/provenance',
              schemaPath: '#/properties/provenance/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              if (vErrors.length < 20000) vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data5.mode !== undefined) {
          let data6 = data5.mode;
          if (!(data6 === 'off' || data6 === 'warn' || data6 === 'require')) {
            const err12 = {
              instancePath: instancePath + '/provenance/mode',
              schemaPath: '#/properties/provenance/properties/mode/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties.provenance.properties.mode.enum },
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              if (vErrors.length < 20000) vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data5.signers !== undefined) {
          let data7 = data5.signers;
          if (Array.isArray(data7)) {
            const len1 = data7.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data8 = data7[i1];
              if (typeof data8 === 'string') {
                if (!pattern5.test(data8)) {
                  const err13 = {
                    instancePath: instancePath + '/provenance/signers/' + i1,
                    schemaPath: '#/properties/provenance/properties/signers/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '\\S' },
                  };
                  if (vErrors === null) {
                    vErrors = [err13];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err13);
                  }
                  errors++;
                }
              } else {
                const err14 = {
                  instancePath: instancePath + '/provenance/signers/' + i1,
                  schemaPath: '#/properties/provenance/properties/signers/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
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
              instancePath: instancePath + '/provenance/signers',
              schemaPath: '#/properties/provenance/properties/signers/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              if (vErrors.length < 20000) vErrors.push(err15);
            }
            errors++;
          }
        }
        if (data5.builders !== undefined) {
          let data9 = data5.builders;
          if (Array.isArray(data9)) {
            const len2 = data9.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data10 = data9[i2];
              if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
                if (data10.id === undefined) {
                  const err16 = {
                    instancePath: instancePath + '/provenance/builders/' + i2,
                    schemaPath: '#/properties/provenance/properties/builders/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'id' },
                  };
                  if (vErrors === null) {
                    vErrors = [err16];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err16);
                  }
                  errors++;
                }
                if (data10.level === undefined) {
                  const err17 = {
                    instancePath: instancePath + '/provenance/builders/' + i2,
                    schemaPath: '#/properties/provenance/properties/builders/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'level' },
                  };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err17);
                  }
                  errors++;
                }
                for (const key3 in data10) {
                  if (!(key3 === 'id' || key3 === 'level' || key3 === 'signers' || key3 === 'caller')) {
                    const err18 = {
                      instancePath: instancePath + '/provenance/builders/' + i2,
                      schemaPath: '#/properties/provenance/properties/builders/items/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key3 },
                    };
                    if (vErrors === null) {
                      vErrors = [err18];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err18);
                    }
                    errors++;
                  }
                }
                if (data10.id !== undefined) {
                  let data11 = data10.id;
                  if (typeof data11 === 'string') {
                    if (!pattern5.test(data11)) {
                      const err19 = {
                        instancePath: instancePath + '/provenance/builders/' + i2 + '/id',
                        schemaPath: '#/properties/provenance/properties/builders/items/properties/id/pattern',
                        keyword: 'pattern',
                        params: { pattern: '\\S' },
                      };
                      if (vErrors === null) {
                        vErrors = [err19];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err19);
                      }
                      errors++;
                    }
                  } else {
                    const err20 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/id',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/id/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err20];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err20);
                    }
                    errors++;
                  }
                }
                if (data10.level !== undefined) {
                  let data12 = data10.level;
                  if (!(
                    data12 === 1 ||
                    data12 === 2 ||
                    data12 === 3 ||
                    data12 === '1' ||
                    data12 === '2' ||
                    data12 === '3'
                  )) {
                    const err21 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/level',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/level/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema12.properties.provenance.properties.builders.items.properties.level.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err21);
                    }
                    errors++;
                  }
                }
                if (data10.signers !== undefined) {
                  let data13 = data10.signers;
                  if (Array.isArray(data13)) {
                    const len3 = data13.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      let data14 = data13[i3];
                      if (typeof data14 === 'string') {
                        if (!pattern5.test(data14)) {
                          const err22 = {
                            instancePath: instancePath + '/provenance/builders/' + i2 + '/signers/' + i3,
                            schemaPath:
                              '#/properties/provenance/properties/builders/items/properties/signers/items/pattern',
                            keyword: 'pattern',
                            params: { pattern: '\\S' },
                          };
                          if (vErrors === null) {
                            vErrors = [err22];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err22);
                          }
                          errors++;
                        }
                      } else {
                        const err23 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/signers/' + i3,
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/signers/items/type',
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
                  } else {
                    const err24 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/signers',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/signers/type',
                      keyword: 'type',
                      params: { type: 'array' },
                    };
                    if (vErrors === null) {
                      vErrors = [err24];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err24);
                    }
                    errors++;
                  }
                }
                if (data10.caller !== undefined) {
                  let data15 = data10.caller;
                  if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
                    if (data15.refs === undefined) {
                      const err25 = {
                        instancePath: instancePath + '/provenance/builders/' + i2 + '/caller',
                        schemaPath:
                          '#/properties/provenance/properties/builders/items/properties/caller/required',
                        keyword: 'required',
                        params: { missingProperty: 'refs' },
                      };
                      if (vErrors === null) {
                        vErrors = [err25];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err25);
                      }
                      errors++;
                    }
                    for (const key4 in data15) {
                      if (!(key4 === 'workflows' || key4 === 'refs' || key4 === 'events')) {
                        const err26 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/additionalProperties',
                          keyword: 'additionalProperties',
                          params: { additionalProperty: key4 },
                        };
                        if (vErrors === null) {
                          vErrors = [err26];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err26);
                        }
                        errors++;
                      }
                    }
                    if (data15.workflows !== undefined) {
                      let data16 = data15.workflows;
                      if (Array.isArray(data16)) {
                        const len4 = data16.length;
                        for (let i4 = 0; i4 < len4; i4++) {
                          let data17 = data16[i4];
                          if (typeof data17 === 'string') {
                            if (!pattern8.test(data17)) {
                              const err27 = {
                                instancePath:
                                  instancePath + '/provenance/builders/' + i2 + '/caller/workflows/' + i4,
                                schemaPath:
                                  '#/properties/provenance/properties/builders/items/properties/caller/properties/workflows/items/pattern',
                                keyword: 'pattern',
                                params: { pattern: '^\\.github/workflows(?:/(?!\\.{1,2}(?:/|$))[^/@]+)+$' },
                              };
                              if (vErrors === null) {
                                vErrors = [err27];
                              } else {
                                if (vErrors.length < 20000) vErrors.push(err27);
                              }
                              errors++;
                            }
                          } else {
                            const err28 = {
                              instancePath:
                                instancePath + '/provenance/builders/' + i2 + '/caller/workflows/' + i4,
                              schemaPath:
                                '#/properties/provenance/properties/builders/items/properties/caller/properties/workflows/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err28];
                            } else {
                              if (vErrors.length < 20000) vErrors.push(err28);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err29 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/workflows',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/properties/workflows/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err29];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err29);
                        }
                        errors++;
                      }
                    }
                    if (data15.refs !== undefined) {
                      let data18 = data15.refs;
                      if (Array.isArray(data18)) {
                        if (data18.length < 1) {
                          const err30 = {
                            instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/refs',
                            schemaPath:
                              '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/minItems',
                            keyword: 'minItems',
                            params: { limit: 1 },
                          };
                          if (vErrors === null) {
                            vErrors = [err30];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err30);
                          }
                          errors++;
                        }
                        const len5 = data18.length;
                        for (let i5 = 0; i5 < len5; i5++) {
                          let data19 = data18[i5];
                          if (typeof data19 === 'string') {
                            if (!pattern9.test(data19)) {
                              const err31 = {
                                instancePath:
                                  instancePath + '/provenance/builders/' + i2 + '/caller/refs/' + i5,
                                schemaPath:
                                  '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/items/pattern',
                                keyword: 'pattern',
                                params: {
                                  pattern:
                                    '^(?=.{1,255}$)refs/(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                                },
                              };
                              if (vErrors === null) {
                                vErrors = [err31];
                              } else {
                                if (vErrors.length < 20000) vErrors.push(err31);
                              }
                              errors++;
                            }
                          } else {
                            const err32 = {
                              instancePath:
                                instancePath + '/provenance/builders/' + i2 + '/caller/refs/' + i5,
                              schemaPath:
                                '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err32];
                            } else {
                              if (vErrors.length < 20000) vErrors.push(err32);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err33 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/refs',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err33];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err33);
                        }
                        errors++;
                      }
                    }
                    if (data15.events !== undefined) {
                      let data20 = data15.events;
                      if (Array.isArray(data20)) {
                        const len6 = data20.length;
                        for (let i6 = 0; i6 < len6; i6++) {
                          let data21 = data20[i6];
                          if (typeof data21 === 'string') {
                            if (!pattern5.test(data21)) {
                              const err34 = {
                                instancePath:
                                  instancePath + '/provenance/builders/' + i2 + '/caller/events/' + i6,
                                schemaPath:
                                  '#/properties/provenance/properties/builders/items/properties/caller/properties/events/items/pattern',
                                keyword: 'pattern',
                                params: { pattern: '\\S' },
                              };
                              if (vErrors === null) {
                                vErrors = [err34];
                              } else {
                                if (vErrors.length < 20000) vErrors.push(err34);
                              }
                              errors++;
                            }
                          } else {
                            const err35 = {
                              instancePath:
                                instancePath + '/provenance/builders/' + i2 + '/caller/events/' + i6,
                              schemaPath:
                                '#/properties/provenance/properties/builders/items/properties/caller/properties/events/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err35];
                            } else {
                              if (vErrors.length < 20000) vErrors.push(err35);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err36 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/events',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/properties/events/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err36];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err36);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err37 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/caller',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/caller/type',
                      keyword: 'type',
                      params: { type: 'object' },
                    };
                    if (vErrors === null) {
                      vErrors = [err37];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err37);
                    }
                    errors++;
                  }
                }
              } else {
                const err38 = {
                  instancePath: instancePath + '/provenance/builders/' + i2,
                  schemaPath: '#/properties/provenance/properties/builders/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
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
              instancePath: instancePath + '/provenance/builders',
              schemaPath: '#/properties/provenance/properties/builders/type',
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
        if (data5.sources !== undefined) {
          let data22 = data5.sources;
          if (Array.isArray(data22)) {
            const len7 = data22.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data23 = data22[i7];
              if (typeof data23 === 'string') {
                if (!pattern11.test(data23)) {
                  const err40 = {
                    instancePath: instancePath + '/provenance/sources/' + i7,
                    schemaPath: '#/properties/provenance/properties/sources/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[^@]*[^@\\s][^@]*$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err40];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err40);
                  }
                  errors++;
                }
              } else {
                const err41 = {
                  instancePath: instancePath + '/provenance/sources/' + i7,
                  schemaPath: '#/properties/provenance/properties/sources/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err41);
                }
                errors++;
              }
            }
          } else {
            const err42 = {
              instancePath: instancePath + '/provenance/sources',
              schemaPath: '#/properties/provenance/properties/sources/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              if (vErrors.length < 20000) vErrors.push(err42);
            }
            errors++;
          }
        }
        if (data5.predicateTypes !== undefined) {
          let data24 = data5.predicateTypes;
          if (Array.isArray(data24)) {
            const len8 = data24.length;
            for (let i8 = 0; i8 < len8; i8++) {
              let data25 = data24[i8];
              if (typeof data25 === 'string') {
                if (!pattern5.test(data25)) {
                  const err43 = {
                    instancePath: instancePath + '/provenance/predicateTypes/' + i8,
                    schemaPath: '#/properties/provenance/properties/predicateTypes/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '\\S' },
                  };
                  if (vErrors === null) {
                    vErrors = [err43];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err43);
                  }
                  errors++;
                }
              } else {
                const err44 = {
                  instancePath: instancePath + '/provenance/predicateTypes/' + i8,
                  schemaPath: '#/properties/provenance/properties/predicateTypes/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err44);
                }
                errors++;
              }
            }
          } else {
            const err45 = {
              instancePath: instancePath + '/provenance/predicateTypes',
              schemaPath: '#/properties/provenance/properties/predicateTypes/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              if (vErrors.length < 20000) vErrors.push(err45);
            }
            errors++;
          }
        }
        if (data5.level !== undefined) {
          let data26 = data5.level;
          if (!(data26 === 2 || data26 === 3 || data26 === '2' || data26 === '3')) {
            const err46 = {
              instancePath: instancePath + '/provenance/level',
              schemaPath: '#/properties/provenance/properties/level/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.properties.provenance.properties.level.enum },
            };
            if (vErrors === null) {
              vErrors = [err46];
            } else {
              if (vErrors.length < 20000) vErrors.push(err46);
            }
            errors++;
          }
        }
        if (data5.levels !== undefined) {
          let data27 = data5.levels;
          if (Array.isArray(data27)) {
            const len9 = data27.length;
            for (let i9 = 0; i9 < len9; i9++) {
              let data28 = data27[i9];
              if (data28 && typeof data28 == 'object' && !Array.isArray(data28)) {
                if (data28.images === undefined) {
                  const err47 = {
                    instancePath: instancePath + '/provenance/levels/' + i9,
                    schemaPath: '#/properties/provenance/properties/levels/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'images' },
                  };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err47);
                  }
                  errors++;
                }
                if (data28.level === undefined) {
                  const err48 = {
                    instancePath: instancePath + '/provenance/levels/' + i9,
                    schemaPath: '#/properties/provenance/properties/levels/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'level' },
                  };
                  if (vErrors === null) {
                    vErrors = [err48];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err48);
                  }
                  errors++;
                }
                for (const key5 in data28) {
                  if (!(key5 === 'images' || key5 === 'level')) {
                    const err49 = {
                      instancePath: instancePath + '/provenance/levels/' + i9,
                      schemaPath: '#/properties/provenance/properties/levels/items/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key5 },
                    };
                    if (vErrors === null) {
                      vErrors = [err49];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err49);
                    }
                    errors++;
                  }
                }
                if (data28.images !== undefined) {
                  let data29 = data28.images;
                  if (Array.isArray(data29)) {
                    if (data29.length < 1) {
                      const err50 = {
                        instancePath: instancePath + '/provenance/levels/' + i9 + '/images',
                        schemaPath:
                          '#/properties/provenance/properties/levels/items/properties/images/minItems',
                        keyword: 'minItems',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err50];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err50);
                      }
                      errors++;
                    }
                    const len10 = data29.length;
                    for (let i10 = 0; i10 < len10; i10++) {
                      let data30 = data29[i10];
                      if (typeof data30 === 'string') {
                        if (!pattern13.test(data30)) {
                          const err51 = {
                            instancePath: instancePath + '/provenance/levels/' + i9 + '/images/' + i10,
                            schemaPath:
                              '#/properties/provenance/properties/levels/items/properties/images/items/pattern',
                            keyword: 'pattern',
                            params: {
                              pattern:
                                '^(?!/)(?!.*/$)(?=.*\\S)(?=.{1,255}$)(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                            },
                          };
                          if (vErrors === null) {
                            vErrors = [err51];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err51);
                          }
                          errors++;
                        }
                      } else {
                        const err52 = {
                          instancePath: instancePath + '/provenance/levels/' + i9 + '/images/' + i10,
                          schemaPath:
                            '#/properties/provenance/properties/levels/items/properties/images/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                        };
                        if (vErrors === null) {
                          vErrors = [err52];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err52);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err53 = {
                      instancePath: instancePath + '/provenance/levels/' + i9 + '/images',
                      schemaPath: '#/properties/provenance/properties/levels/items/properties/images/type',
                      keyword: 'type',
                      params: { type: 'array' },
                    };
                    if (vErrors === null) {
                      vErrors = [err53];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err53);
                    }
                    errors++;
                  }
                }
                if (data28.level !== undefined) {
                  let data31 = data28.level;
                  if (!(data31 === 2 || data31 === 3 || data31 === '2' || data31 === '3')) {
                    const err54 = {
                      instancePath: instancePath + '/provenance/levels/' + i9 + '/level',
                      schemaPath: '#/properties/provenance/properties/levels/items/properties/level/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema12.properties.provenance.properties.levels.items.properties.level.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err54];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err54);
                    }
                    errors++;
                  }
                }
              } else {
                const err55 = {
                  instancePath: instancePath + '/provenance/levels/' + i9,
                  schemaPath: '#/properties/provenance/properties/levels/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err55);
                }
                errors++;
              }
            }
          } else {
            const err56 = {
              instancePath: instancePath + '/provenance/levels',
              schemaPath: '#/properties/provenance/properties/levels/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              if (vErrors.length < 20000) vErrors.push(err56);
            }
            errors++;
          }
        }
      } else {
        const err57 = {
          instancePath: instancePath + '/provenance',
          schemaPath: '#/properties/provenance/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          if (vErrors.length < 20000) vErrors.push(err57);
        }
        errors++;
      }
    }
  } else {
    const err58 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err58];
    } else {
      if (vErrors.length < 20000) vErrors.push(err58);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}

export const validatePlainManifest = validate12;
const schema13 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Plain promoter manifest',
  type: 'object',
  required: ['registries', 'images'],
  additionalProperties: false,
  properties: {
    registries: {
      description: 'One source, and the destinations.',
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          name: {
            description: 'Host with an optional port and path. Images lie below it.',
            type: 'string',
            pattern:
              '^(?:(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}(?=[:/]|$)|(?!(?:index|registry-1)\\.docker\\.io(?:[:/]|$))(?!(?:[^:/]*\\.)?(?:[0-9]+|0x[0-9a-f]*)(?:[:/]|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)|\\[[0-9a-f:.]+\\])(?::(?!443(?:$|/))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/?$|/(?=.{1,255}/?$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*/?$)',
          },
          src: {
            description: 'True for the registry that images are promoted from.',
            enum: [
              true,
              false,
              null,
              'y',
              'Y',
              'yes',
              'Yes',
              'YES',
              'true',
              'True',
              'TRUE',
              'on',
              'On',
              'ON',
              'n',
              'N',
              'no',
              'No',
              'NO',
              'false',
              'False',
              'FALSE',
              'off',
              'Off',
              'OFF',
            ],
          },
          'service-account': {
            description: 'The Google service account to act as when writing to the registry.',
            type: ['string', 'null'],
            pattern: '^(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?)?$',
          },
        },
      },
    },
    provenance: {
      description: 'What the attestations of an image have to prove before it is promoted.',
      type: 'object',
      additionalProperties: false,
      properties: {
        mode: {
          description:
            'off: nothing is checked. warn: what violates the policy is promoted and reported. require: it is not promoted.',
          enum: ['off', 'warn', 'require'],
        },
        signers: {
          description:
            'Who may sign the attestations: sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION.',
          type: 'array',
          items: { type: 'string', pattern: '\\S' },
        },
        builders: {
          description: 'Who may build the images.',
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'level'],
            additionalProperties: false,
            properties: {
              id: {
                description: 'As provenance names it. Without "@" it stands for that builder at any ref.',
                type: 'string',
                pattern: '\\S',
              },
              level: { description: 'The SLSA build level that it reaches.', enum: [1, 2, 3, '1', '2', '3'] },
              signers: {
                description: 'The signers of the policy that may claim it, as written there.',
                type: 'array',
                items: { type: 'string', pattern: '\\S' },
              },
              caller: {
                description: 'For a reusable workflow of GitHub Actions: the run that may have called it.',
                type: 'object',
                required: ['refs'],
                additionalProperties: false,
                properties: {
                  workflows: {
                    description:
                      'The paths of the workflows that may call it, in .github/workflows/ of a source. Empty: all of them.',
                    type: 'array',
                    items: {
                      type: 'string',
                      pattern: '^\\.github/workflows(?:/(?!\\.{1,2}(?:/|$))[^/@]+)+$',
                    },
                  },
                  refs: {
                    description:
                      'Patterns of the Git refs that the calling run ran for, such as "refs/tags/v*": "*" and "?" match no slash.',
                    type: 'array',
                    items: {
                      type: 'string',
                      pattern:
                        '^(?=.{1,255}$)refs/(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                    },
                    minItems: 1,
                  },
                  events: {
                    description:
                      'The events that may start the calling run, such as "push". Empty: all of them.',
                    type: 'array',
                    items: { type: 'string', pattern: '\\S' },
                  },
                },
              },
            },
          },
        },
        sources: {
          description: 'The repositories that images may be built from, without a ref.',
          type: 'array',
          items: { type: 'string', pattern: '^[^@]*[^@\\s][^@]*$' },
        },
        predicateTypes: {
          description: 'What has to be attested besides the build.',
          type: 'array',
          items: { type: 'string', pattern: '\\S' },
        },
        level: { description: 'The least SLSA build level.', enum: [2, 3, '2', '3'] },
        levels: {
          description:
            'The least SLSA build levels of some images. Of several that match an image the highest counts.',
          type: 'array',
          items: {
            type: 'object',
            required: ['images', 'level'],
            additionalProperties: false,
            properties: {
              images: {
                description:
                  'Names of images below the source, such as "charts/*": "*" and "?" match no slash, and "[a-z]" one of some characters.',
                type: 'array',
                items: {
                  type: 'string',
                  pattern:
                    '^(?!/)(?!.*/$)(?=.*\\S)(?=.{1,255}$)(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                },
                minItems: 1,
              },
              level: { description: 'The least SLSA build level of these images.', enum: [2, 3, '2', '3'] },
            },
          },
        },
      },
    },
    images: {
      description: 'The images to promote, with their digests and tags.',
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          name: {
            description: 'The path of the image below the source and below each destination.',
            type: 'string',
            pattern:
              '^(?=.{1,255}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$',
          },
          dmap: {
            description: 'Digests, each with the tags that it gets. An empty list promotes the digest alone.',
            type: ['object', 'null'],
            propertyNames: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
            additionalProperties: {
              type: ['array', 'null'],
              items: { type: ['string', 'number'], pattern: '^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$' },
            },
          },
        },
      },
    },
    imagesPath: { description: 'Allowed for the sake of old files, and ignored.' },
  },
  $id: 'validatePlainManifest',
};

function validate12(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="validatePlainManifest" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.registries === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'registries' },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        if (vErrors.length < 20000) vErrors.push(err0);
      }
      errors++;
    }
    if (data.images === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'images' },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        if (vErrors.length < 20000) vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'registries' || key0 === 'provenance' || key0 === 'images' || key0 === 'imagesPath')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          if (vErrors.length < 20000) vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.registries !== undefined) {
      let data0 = data.registries;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
            if (data1.name === undefined) {
              const err3 = {
                instancePath: instancePath + '/registries/' + i0,
                schemaPath: '#/properties/registries/items/required',
                keyword: 'required',
                params: { missingProperty: 'name' },
              };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                if (vErrors.length < 20000) vErrors.push(err3);
              }
              errors++;
            }
            for (const key1 in data1) {
              if (!(key1 === 'name' || key1 === 'src' || key1 === 'service-account')) {
                const err4 = {
                  instancePath: instancePath + '/registries/' + i0,
                  schemaPath: '#/properties/registries/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key1 },
                };
                if (vErrors === null) {
                  vErrors = [err4];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err4);
                }
                errors++;
              }
            }
            if (data1.name !== undefined) {
              let data2 = data1.name;
              if (typeof data2 === 'string') {
                if (!pattern3.test(data2)) {
                  const err5 = {
                    instancePath: instancePath + '/registries/' + i0 + '/name',
                    schemaPath: '#/properties/registries/items/properties/name/pattern',
                    keyword: 'pattern',
                    params: {
                      pattern:
                        '^(?:(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}(?=[:/]|$)|(?!(?:index|registry-1)\\.docker\\.io(?:[:/]|$))(?!(?:[^:/]*\\.)?(?:[0-9]+|0x[0-9a-f]*)(?:[:/]|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)|\\[[0-9a-f:.]+\\])(?::(?!443(?:$|/))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/?$|/(?=.{1,255}/?$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*/?$)',
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err5);
                  }
                  errors++;
                }
              } else {
                const err6 = {
                  instancePath: instancePath + '/registries/' + i0 + '/name',
                  schemaPath: '#/properties/registries/items/properties/name/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data1.src !== undefined) {
              let data3 = data1.src;
              if (!(
                data3 === true ||
                data3 === false ||
                data3 === null ||
                data3 === 'y' ||
                data3 === 'Y' ||
                data3 === 'yes' ||
                data3 === 'Yes' ||
                data3 === 'YES' ||
                data3 === 'true' ||
                data3 === 'True' ||
                data3 === 'TRUE' ||
                data3 === 'on' ||
                data3 === 'On' ||
                data3 === 'ON' ||
                data3 === 'n' ||
                data3 === 'N' ||
                data3 === 'no' ||
                data3 === 'No' ||
                data3 === 'NO' ||
                data3 === 'false' ||
                data3 === 'False' ||
                data3 === 'FALSE' ||
                data3 === 'off' ||
                data3 === 'Off' ||
                data3 === 'OFF'
              )) {
                const err7 = {
                  instancePath: instancePath + '/registries/' + i0 + '/src',
                  schemaPath: '#/properties/registries/items/properties/src/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema13.properties.registries.items.properties.src.enum },
                };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err7);
                }
                errors++;
              }
            }
            if (data1['service-account'] !== undefined) {
              let data4 = data1['service-account'];
              if (typeof data4 !== 'string' && data4 !== null) {
                const err8 = {
                  instancePath: instancePath + '/registries/' + i0 + '/service-account',
                  schemaPath: '#/properties/registries/items/properties/service-account/type',
                  keyword: 'type',
                  params: { type: schema13.properties.registries.items.properties['service-account'].type },
                };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err8);
                }
                errors++;
              }
              if (typeof data4 === 'string') {
                if (!pattern4.test(data4)) {
                  const err9 = {
                    instancePath: instancePath + '/registries/' + i0 + '/service-account',
                    schemaPath: '#/properties/registries/items/properties/service-account/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?)?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err9];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err9);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err10 = {
              instancePath: instancePath + '/registries/' + i0,
              schemaPath: '#/properties/registries/items/type',
              keyword: 'type',
              params: { type: 'object' },
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
          instancePath: instancePath + '/registries',
          schemaPath: '#/properties/registries/type',
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
    if (data.provenance !== undefined) {
      let data5 = data.provenance;
      if (data5 && typeof data5 == 'object' && !Array.isArray(data5)) {
        for (const key2 in data5) {
          if (!(
            key2 === 'mode' ||
            key2 === 'signers' ||
            key2 === 'builders' ||
            key2 === 'sources' ||
            key2 === 'predicateTypes' ||
            key2 === 'level' ||
            key2 === 'levels'
          )) {
            const err12 = {
              instancePath: instancePath + '/provenance',
              schemaPath: '#/properties/provenance/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              if (vErrors.length < 20000) vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data5.mode !== undefined) {
          let data6 = data5.mode;
          if (!(data6 === 'off' || data6 === 'warn' || data6 === 'require')) {
            const err13 = {
              instancePath: instancePath + '/provenance/mode',
              schemaPath: '#/properties/provenance/properties/mode/enum',
              keyword: 'enum',
              params: { allowedValues: schema13.properties.provenance.properties.mode.enum },
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              if (vErrors.length < 20000) vErrors.push(err13);
            }
            errors++;
          }
        }
        if (data5.signers !== undefined) {
          let data7 = data5.signers;
          if (Array.isArray(data7)) {
            const len1 = data7.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data8 = data7[i1];
              if (typeof data8 === 'string') {
                if (!pattern5.test(data8)) {
                  const err14 = {
                    instancePath: instancePath + '/provenance/signers/' + i1,
                    schemaPath: '#/properties/provenance/properties/signers/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '\\S' },
                  };
                  if (vErrors === null) {
                    vErrors = [err14];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err14);
                  }
                  errors++;
                }
              } else {
                const err15 = {
                  instancePath: instancePath + '/provenance/signers/' + i1,
                  schemaPath: '#/properties/provenance/properties/signers/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
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
              instancePath: instancePath + '/provenance/signers',
              schemaPath: '#/properties/provenance/properties/signers/type',
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
        if (data5.builders !== undefined) {
          let data9 = data5.builders;
          if (Array.isArray(data9)) {
            const len2 = data9.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data10 = data9[i2];
              if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
                if (data10.id === undefined) {
                  const err17 = {
                    instancePath: instancePath + '/provenance/builders/' + i2,
                    schemaPath: '#/properties/provenance/properties/builders/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'id' },
                  };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err17);
                  }
                  errors++;
                }
                if (data10.level === undefined) {
                  const err18 = {
                    instancePath: instancePath + '/provenance/builders/' + i2,
                    schemaPath: '#/properties/provenance/properties/builders/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'level' },
                  };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err18);
                  }
                  errors++;
                }
                for (const key3 in data10) {
                  if (!(key3 === 'id' || key3 === 'level' || key3 === 'signers' || key3 === 'caller')) {
                    const err19 = {
                      instancePath: instancePath + '/provenance/builders/' + i2,
                      schemaPath: '#/properties/provenance/properties/builders/items/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key3 },
                    };
                    if (vErrors === null) {
                      vErrors = [err19];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err19);
                    }
                    errors++;
                  }
                }
                if (data10.id !== undefined) {
                  let data11 = data10.id;
                  if (typeof data11 === 'string') {
                    if (!pattern5.test(data11)) {
                      const err20 = {
                        instancePath: instancePath + '/provenance/builders/' + i2 + '/id',
                        schemaPath: '#/properties/provenance/properties/builders/items/properties/id/pattern',
                        keyword: 'pattern',
                        params: { pattern: '\\S' },
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
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/id',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/id/type',
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
                if (data10.level !== undefined) {
                  let data12 = data10.level;
                  if (!(
                    data12 === 1 ||
                    data12 === 2 ||
                    data12 === 3 ||
                    data12 === '1' ||
                    data12 === '2' ||
                    data12 === '3'
                  )) {
                    const err22 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/level',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/level/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema13.properties.provenance.properties.builders.items.properties.level.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err22];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err22);
                    }
                    errors++;
                  }
                }
                if (data10.signers !== undefined) {
                  let data13 = data10.signers;
                  if (Array.isArray(data13)) {
                    const len3 = data13.length;
                    for (let i3 = 0; i3 < len3; i3++) {
                      let data14 = data13[i3];
                      if (typeof data14 === 'string') {
                        if (!pattern5.test(data14)) {
                          const err23 = {
                            instancePath: instancePath + '/provenance/builders/' + i2 + '/signers/' + i3,
                            schemaPath:
                              '#/properties/provenance/properties/builders/items/properties/signers/items/pattern',
                            keyword: 'pattern',
                            params: { pattern: '\\S' },
                          };
                          if (vErrors === null) {
                            vErrors = [err23];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err23);
                          }
                          errors++;
                        }
                      } else {
                        const err24 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/signers/' + i3,
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/signers/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                        };
                        if (vErrors === null) {
                          vErrors = [err24];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err24);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err25 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/signers',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/signers/type',
                      keyword: 'type',
                      params: { type: 'array' },
                    };
                    if (vErrors === null) {
                      vErrors = [err25];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err25);
                    }
                    errors++;
                  }
                }
                if (data10.caller !== undefined) {
                  let data15 = data10.caller;
                  if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
                    if (data15.refs === undefined) {
                      const err26 = {
                        instancePath: instancePath + '/provenance/builders/' + i2 + '/caller',
                        schemaPath:
                          '#/properties/provenance/properties/builders/items/properties/caller/required',
                        keyword: 'required',
                        params: { missingProperty: 'refs' },
                      };
                      if (vErrors === null) {
                        vErrors = [err26];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err26);
                      }
                      errors++;
                    }
                    for (const key4 in data15) {
                      if (!(key4 === 'workflows' || key4 === 'refs' || key4 === 'events')) {
                        const err27 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/additionalProperties',
                          keyword: 'additionalProperties',
                          params: { additionalProperty: key4 },
                        };
                        if (vErrors === null) {
                          vErrors = [err27];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err27);
                        }
                        errors++;
                      }
                    }
                    if (data15.workflows !== undefined) {
                      let data16 = data15.workflows;
                      if (Array.isArray(data16)) {
                        const len4 = data16.length;
                        for (let i4 = 0; i4 < len4; i4++) {
                          let data17 = data16[i4];
                          if (typeof data17 === 'string') {
                            if (!pattern8.test(data17)) {
                              const err28 = {
                                instancePath:
                                  instancePath + '/provenance/builders/' + i2 + '/caller/workflows/' + i4,
                                schemaPath:
                                  '#/properties/provenance/properties/builders/items/properties/caller/properties/workflows/items/pattern',
                                keyword: 'pattern',
                                params: { pattern: '^\\.github/workflows(?:/(?!\\.{1,2}(?:/|$))[^/@]+)+$' },
                              };
                              if (vErrors === null) {
                                vErrors = [err28];
                              } else {
                                if (vErrors.length < 20000) vErrors.push(err28);
                              }
                              errors++;
                            }
                          } else {
                            const err29 = {
                              instancePath:
                                instancePath + '/provenance/builders/' + i2 + '/caller/workflows/' + i4,
                              schemaPath:
                                '#/properties/provenance/properties/builders/items/properties/caller/properties/workflows/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err29];
                            } else {
                              if (vErrors.length < 20000) vErrors.push(err29);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err30 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/workflows',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/properties/workflows/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err30];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err30);
                        }
                        errors++;
                      }
                    }
                    if (data15.refs !== undefined) {
                      let data18 = data15.refs;
                      if (Array.isArray(data18)) {
                        if (data18.length < 1) {
                          const err31 = {
                            instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/refs',
                            schemaPath:
                              '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/minItems',
                            keyword: 'minItems',
                            params: { limit: 1 },
                          };
                          if (vErrors === null) {
                            vErrors = [err31];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err31);
                          }
                          errors++;
                        }
                        const len5 = data18.length;
                        for (let i5 = 0; i5 < len5; i5++) {
                          let data19 = data18[i5];
                          if (typeof data19 === 'string') {
                            if (!pattern9.test(data19)) {
                              const err32 = {
                                instancePath:
                                  instancePath + '/provenance/builders/' + i2 + '/caller/refs/' + i5,
                                schemaPath:
                                  '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/items/pattern',
                                keyword: 'pattern',
                                params: {
                                  pattern:
                                    '^(?=.{1,255}$)refs/(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                                },
                              };
                              if (vErrors === null) {
                                vErrors = [err32];
                              } else {
                                if (vErrors.length < 20000) vErrors.push(err32);
                              }
                              errors++;
                            }
                          } else {
                            const err33 = {
                              instancePath:
                                instancePath + '/provenance/builders/' + i2 + '/caller/refs/' + i5,
                              schemaPath:
                                '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err33];
                            } else {
                              if (vErrors.length < 20000) vErrors.push(err33);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err34 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/refs',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/properties/refs/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err34];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err34);
                        }
                        errors++;
                      }
                    }
                    if (data15.events !== undefined) {
                      let data20 = data15.events;
                      if (Array.isArray(data20)) {
                        const len6 = data20.length;
                        for (let i6 = 0; i6 < len6; i6++) {
                          let data21 = data20[i6];
                          if (typeof data21 === 'string') {
                            if (!pattern5.test(data21)) {
                              const err35 = {
                                instancePath:
                                  instancePath + '/provenance/builders/' + i2 + '/caller/events/' + i6,
                                schemaPath:
                                  '#/properties/provenance/properties/builders/items/properties/caller/properties/events/items/pattern',
                                keyword: 'pattern',
                                params: { pattern: '\\S' },
                              };
                              if (vErrors === null) {
                                vErrors = [err35];
                              } else {
                                if (vErrors.length < 20000) vErrors.push(err35);
                              }
                              errors++;
                            }
                          } else {
                            const err36 = {
                              instancePath:
                                instancePath + '/provenance/builders/' + i2 + '/caller/events/' + i6,
                              schemaPath:
                                '#/properties/provenance/properties/builders/items/properties/caller/properties/events/items/type',
                              keyword: 'type',
                              params: { type: 'string' },
                            };
                            if (vErrors === null) {
                              vErrors = [err36];
                            } else {
                              if (vErrors.length < 20000) vErrors.push(err36);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err37 = {
                          instancePath: instancePath + '/provenance/builders/' + i2 + '/caller/events',
                          schemaPath:
                            '#/properties/provenance/properties/builders/items/properties/caller/properties/events/type',
                          keyword: 'type',
                          params: { type: 'array' },
                        };
                        if (vErrors === null) {
                          vErrors = [err37];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err37);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err38 = {
                      instancePath: instancePath + '/provenance/builders/' + i2 + '/caller',
                      schemaPath: '#/properties/provenance/properties/builders/items/properties/caller/type',
                      keyword: 'type',
                      params: { type: 'object' },
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
                  instancePath: instancePath + '/provenance/builders/' + i2,
                  schemaPath: '#/properties/provenance/properties/builders/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err39);
                }
                errors++;
              }
            }
          } else {
            const err40 = {
              instancePath: instancePath + '/provenance/builders',
              schemaPath: '#/properties/provenance/properties/builders/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              if (vErrors.length < 20000) vErrors.push(err40);
            }
            errors++;
          }
        }
        if (data5.sources !== undefined) {
          let data22 = data5.sources;
          if (Array.isArray(data22)) {
            const len7 = data22.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data23 = data22[i7];
              if (typeof data23 === 'string') {
                if (!pattern11.test(data23)) {
                  const err41 = {
                    instancePath: instancePath + '/provenance/sources/' + i7,
                    schemaPath: '#/properties/provenance/properties/sources/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[^@]*[^@\\s][^@]*$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err41];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err41);
                  }
                  errors++;
                }
              } else {
                const err42 = {
                  instancePath: instancePath + '/provenance/sources/' + i7,
                  schemaPath: '#/properties/provenance/properties/sources/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err42);
                }
                errors++;
              }
            }
          } else {
            const err43 = {
              instancePath: instancePath + '/provenance/sources',
              schemaPath: '#/properties/provenance/properties/sources/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              if (vErrors.length < 20000) vErrors.push(err43);
            }
            errors++;
          }
        }
        if (data5.predicateTypes !== undefined) {
          let data24 = data5.predicateTypes;
          if (Array.isArray(data24)) {
            const len8 = data24.length;
            for (let i8 = 0; i8 < len8; i8++) {
              let data25 = data24[i8];
              if (typeof data25 === 'string') {
                if (!pattern5.test(data25)) {
                  const err44 = {
                    instancePath: instancePath + '/provenance/predicateTypes/' + i8,
                    schemaPath: '#/properties/provenance/properties/predicateTypes/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '\\S' },
                  };
                  if (vErrors === null) {
                    vErrors = [err44];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err44);
                  }
                  errors++;
                }
              } else {
                const err45 = {
                  instancePath: instancePath + '/provenance/predicateTypes/' + i8,
                  schemaPath: '#/properties/provenance/properties/predicateTypes/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err45];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err45);
                }
                errors++;
              }
            }
          } else {
            const err46 = {
              instancePath: instancePath + '/provenance/predicateTypes',
              schemaPath: '#/properties/provenance/properties/predicateTypes/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err46];
            } else {
              if (vErrors.length < 20000) vErrors.push(err46);
            }
            errors++;
          }
        }
        if (data5.level !== undefined) {
          let data26 = data5.level;
          if (!(data26 === 2 || data26 === 3 || data26 === '2' || data26 === '3')) {
            const err47 = {
              instancePath: instancePath + '/provenance/level',
              schemaPath: '#/properties/provenance/properties/level/enum',
              keyword: 'enum',
              params: { allowedValues: schema13.properties.provenance.properties.level.enum },
            };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              if (vErrors.length < 20000) vErrors.push(err47);
            }
            errors++;
          }
        }
        if (data5.levels !== undefined) {
          let data27 = data5.levels;
          if (Array.isArray(data27)) {
            const len9 = data27.length;
            for (let i9 = 0; i9 < len9; i9++) {
              let data28 = data27[i9];
              if (data28 && typeof data28 == 'object' && !Array.isArray(data28)) {
                if (data28.images === undefined) {
                  const err48 = {
                    instancePath: instancePath + '/provenance/levels/' + i9,
                    schemaPath: '#/properties/provenance/properties/levels/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'images' },
                  };
                  if (vErrors === null) {
                    vErrors = [err48];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err48);
                  }
                  errors++;
                }
                if (data28.level === undefined) {
                  const err49 = {
                    instancePath: instancePath + '/provenance/levels/' + i9,
                    schemaPath: '#/properties/provenance/properties/levels/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'level' },
                  };
                  if (vErrors === null) {
                    vErrors = [err49];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err49);
                  }
                  errors++;
                }
                for (const key5 in data28) {
                  if (!(key5 === 'images' || key5 === 'level')) {
                    const err50 = {
                      instancePath: instancePath + '/provenance/levels/' + i9,
                      schemaPath: '#/properties/provenance/properties/levels/items/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key5 },
                    };
                    if (vErrors === null) {
                      vErrors = [err50];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err50);
                    }
                    errors++;
                  }
                }
                if (data28.images !== undefined) {
                  let data29 = data28.images;
                  if (Array.isArray(data29)) {
                    if (data29.length < 1) {
                      const err51 = {
                        instancePath: instancePath + '/provenance/levels/' + i9 + '/images',
                        schemaPath:
                          '#/properties/provenance/properties/levels/items/properties/images/minItems',
                        keyword: 'minItems',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err51];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err51);
                      }
                      errors++;
                    }
                    const len10 = data29.length;
                    for (let i10 = 0; i10 < len10; i10++) {
                      let data30 = data29[i10];
                      if (typeof data30 === 'string') {
                        if (!pattern13.test(data30)) {
                          const err52 = {
                            instancePath: instancePath + '/provenance/levels/' + i9 + '/images/' + i10,
                            schemaPath:
                              '#/properties/provenance/properties/levels/items/properties/images/items/pattern',
                            keyword: 'pattern',
                            params: {
                              pattern:
                                '^(?!/)(?!.*/$)(?=.*\\S)(?=.{1,255}$)(?:(?:[^\\\\[]|\\\\[\\s\\S]|\\[(?:\\^|(?!\\^))(?:(?:[^\\\\\\]-]|\\\\[\\s\\S])(?:-(?:[^\\\\\\]-]|\\\\[\\s\\S]))?)+\\]))+$',
                            },
                          };
                          if (vErrors === null) {
                            vErrors = [err52];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err52);
                          }
                          errors++;
                        }
                      } else {
                        const err53 = {
                          instancePath: instancePath + '/provenance/levels/' + i9 + '/images/' + i10,
                          schemaPath:
                            '#/properties/provenance/properties/levels/items/properties/images/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                        };
                        if (vErrors === null) {
                          vErrors = [err53];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err53);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err54 = {
                      instancePath: instancePath + '/provenance/levels/' + i9 + '/images',
                      schemaPath: '#/properties/provenance/properties/levels/items/properties/images/type',
                      keyword: 'type',
                      params: { type: 'array' },
                    };
                    if (vErrors === null) {
                      vErrors = [err54];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err54);
                    }
                    errors++;
                  }
                }
                if (data28.level !== undefined) {
                  let data31 = data28.level;
                  if (!(data31 === 2 || data31 === 3 || data31 === '2' || data31 === '3')) {
                    const err55 = {
                      instancePath: instancePath + '/provenance/levels/' + i9 + '/level',
                      schemaPath: '#/properties/provenance/properties/levels/items/properties/level/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema13.properties.provenance.properties.levels.items.properties.level.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err55];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err55);
                    }
                    errors++;
                  }
                }
              } else {
                const err56 = {
                  instancePath: instancePath + '/provenance/levels/' + i9,
                  schemaPath: '#/properties/provenance/properties/levels/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err56);
                }
                errors++;
              }
            }
          } else {
            const err57 = {
              instancePath: instancePath + '/provenance/levels',
              schemaPath: '#/properties/provenance/properties/levels/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err57];
            } else {
              if (vErrors.length < 20000) vErrors.push(err57);
            }
            errors++;
          }
        }
      } else {
        const err58 = {
          instancePath: instancePath + '/provenance',
          schemaPath: '#/properties/provenance/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err58];
        } else {
          if (vErrors.length < 20000) vErrors.push(err58);
        }
        errors++;
      }
    }
    if (data.images !== undefined) {
      let data32 = data.images;
      if (!Array.isArray(data32) && data32 !== null) {
        const err59 = {
          instancePath: instancePath + '/images',
          schemaPath: '#/properties/images/type',
          keyword: 'type',
          params: { type: schema13.properties.images.type },
        };
        if (vErrors === null) {
          vErrors = [err59];
        } else {
          if (vErrors.length < 20000) vErrors.push(err59);
        }
        errors++;
      }
      if (Array.isArray(data32)) {
        const len11 = data32.length;
        for (let i11 = 0; i11 < len11; i11++) {
          let data33 = data32[i11];
          if (data33 && typeof data33 == 'object' && !Array.isArray(data33)) {
            if (data33.name === undefined) {
              const err60 = {
                instancePath: instancePath + '/images/' + i11,
                schemaPath: '#/properties/images/items/required',
                keyword: 'required',
                params: { missingProperty: 'name' },
              };
              if (vErrors === null) {
                vErrors = [err60];
              } else {
                if (vErrors.length < 20000) vErrors.push(err60);
              }
              errors++;
            }
            for (const key6 in data33) {
              if (!(key6 === 'name' || key6 === 'dmap')) {
                const err61 = {
                  instancePath: instancePath + '/images/' + i11,
                  schemaPath: '#/properties/images/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key6 },
                };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err61);
                }
                errors++;
              }
            }
            if (data33.name !== undefined) {
              let data34 = data33.name;
              if (typeof data34 === 'string') {
                if (!pattern0.test(data34)) {
                  const err62 = {
                    instancePath: instancePath + '/images/' + i11 + '/name',
                    schemaPath: '#/properties/images/items/properties/name/pattern',
                    keyword: 'pattern',
                    params: {
                      pattern:
                        '^(?=.{1,255}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$',
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err62];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err62);
                  }
                  errors++;
                }
              } else {
                const err63 = {
                  instancePath: instancePath + '/images/' + i11 + '/name',
                  schemaPath: '#/properties/images/items/properties/name/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err63];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err63);
                }
                errors++;
              }
            }
            if (data33.dmap !== undefined) {
              let data35 = data33.dmap;
              if (!(data35 && typeof data35 == 'object' && !Array.isArray(data35)) && data35 !== null) {
                const err64 = {
                  instancePath: instancePath + '/images/' + i11 + '/dmap',
                  schemaPath: '#/properties/images/items/properties/dmap/type',
                  keyword: 'type',
                  params: { type: schema13.properties.images.items.properties.dmap.type },
                };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err64);
                }
                errors++;
              }
              if (data35 && typeof data35 == 'object' && !Array.isArray(data35)) {
                for (const key7 in data35) {
                  const _errs75 = errors;
                  if (typeof key7 === 'string') {
                    if (!pattern1.test(key7)) {
                      const err65 = {
                        instancePath: instancePath + '/images/' + i11 + '/dmap',
                        schemaPath: '#/properties/images/items/properties/dmap/propertyNames/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
                        propertyName: key7,
                      };
                      if (vErrors === null) {
                        vErrors = [err65];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err65);
                      }
                      errors++;
                    }
                  }
                  var valid31 = _errs75 === errors;
                  if (!valid31) {
                    const err66 = {
                      instancePath: instancePath + '/images/' + i11 + '/dmap',
                      schemaPath: '#/properties/images/items/properties/dmap/propertyNames',
                      keyword: 'propertyNames',
                      params: { propertyName: key7 },
                    };
                    if (vErrors === null) {
                      vErrors = [err66];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err66);
                    }
                    errors++;
                  }
                }
                for (const key8 in data35) {
                  let data36 = data35[key8];
                  if (!Array.isArray(data36) && data36 !== null) {
                    const err67 = {
                      instancePath:
                        instancePath +
                        '/images/' +
                        i11 +
                        '/dmap/' +
                        key8.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath: '#/properties/images/items/properties/dmap/additionalProperties/type',
                      keyword: 'type',
                      params: {
                        type: schema13.properties.images.items.properties.dmap.additionalProperties.type,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err67];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err67);
                    }
                    errors++;
                  }
                  if (Array.isArray(data36)) {
                    const len12 = data36.length;
                    for (let i12 = 0; i12 < len12; i12++) {
                      let data37 = data36[i12];
                      if (typeof data37 !== 'string' && !(typeof data37 == 'number' && isFinite(data37))) {
                        const err68 = {
                          instancePath:
                            instancePath +
                            '/images/' +
                            i11 +
                            '/dmap/' +
                            key8.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/' +
                            i12,
                          schemaPath:
                            '#/properties/images/items/properties/dmap/additionalProperties/items/type',
                          keyword: 'type',
                          params: {
                            type: schema13.properties.images.items.properties.dmap.additionalProperties.items
                              .type,
                          },
                        };
                        if (vErrors === null) {
                          vErrors = [err68];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err68);
                        }
                        errors++;
                      }
                      if (typeof data37 === 'string') {
                        if (!pattern2.test(data37)) {
                          const err69 = {
                            instancePath:
                              instancePath +
                              '/images/' +
                              i11 +
                              '/dmap/' +
                              key8.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/' +
                              i12,
                            schemaPath:
                              '#/properties/images/items/properties/dmap/additionalProperties/items/pattern',
                            keyword: 'pattern',
                            params: { pattern: '^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$' },
                          };
                          if (vErrors === null) {
                            vErrors = [err69];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err69);
                          }
                          errors++;
                        }
                      }
                    }
                  }
                }
              }
            }
          } else {
            const err70 = {
              instancePath: instancePath + '/images/' + i11,
              schemaPath: '#/properties/images/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              if (vErrors.length < 20000) vErrors.push(err70);
            }
            errors++;
          }
        }
      }
    }
  } else {
    const err71 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err71];
    } else {
      if (vErrors.length < 20000) vErrors.push(err71);
    }
    errors++;
  }
  validate12.errors = vErrors;
  return errors === 0;
}
