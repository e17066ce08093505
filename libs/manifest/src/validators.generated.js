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
      if (!(key0 === 'registries' || key0 === 'imagesPath')) {
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
            }
          } else {
            const err8 = {
              instancePath: instancePath + '/registries/' + i0,
              schemaPath: '#/properties/registries/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              if (vErrors.length < 20000) vErrors.push(err8);
            }
            errors++;
          }
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/registries',
          schemaPath: '#/properties/registries/type',
          keyword: 'type',
          params: { type: 'array' },
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
    const err10 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      if (vErrors.length < 20000) vErrors.push(err10);
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
      if (!(key0 === 'registries' || key0 === 'images' || key0 === 'imagesPath')) {
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
    if (data.images !== undefined) {
      let data5 = data.images;
      if (!Array.isArray(data5) && data5 !== null) {
        const err11 = {
          instancePath: instancePath + '/images',
          schemaPath: '#/properties/images/type',
          keyword: 'type',
          params: { type: schema13.properties.images.type },
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          if (vErrors.length < 20000) vErrors.push(err11);
        }
        errors++;
      }
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data6 = data5[i1];
          if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
            if (data6.name === undefined) {
              const err12 = {
                instancePath: instancePath + '/images/' + i1,
                schemaPath: '#/properties/images/items/required',
                keyword: 'required',
                params: { missingProperty: 'name' },
              };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                if (vErrors.length < 20000) vErrors.push(err12);
              }
              errors++;
            }
            for (const key2 in data6) {
              if (!(key2 === 'name' || key2 === 'dmap')) {
                const err13 = {
                  instancePath: instancePath + '/images/' + i1,
                  schemaPath: '#/properties/images/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key2 },
                };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data6.name !== undefined) {
              let data7 = data6.name;
              if (typeof data7 === 'string') {
                if (!pattern0.test(data7)) {
                  const err14 = {
                    instancePath: instancePath + '/images/' + i1 + '/name',
                    schemaPath: '#/properties/images/items/properties/name/pattern',
                    keyword: 'pattern',
                    params: {
                      pattern:
                        '^(?=.{1,255}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$',
                    },
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
                  instancePath: instancePath + '/images/' + i1 + '/name',
                  schemaPath: '#/properties/images/items/properties/name/type',
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
            if (data6.dmap !== undefined) {
              let data8 = data6.dmap;
              if (!(data8 && typeof data8 == 'object' && !Array.isArray(data8)) && data8 !== null) {
                const err16 = {
                  instancePath: instancePath + '/images/' + i1 + '/dmap',
                  schemaPath: '#/properties/images/items/properties/dmap/type',
                  keyword: 'type',
                  params: { type: schema13.properties.images.items.properties.dmap.type },
                };
                if (vErrors === null) {
                  vErrors = [err16];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err16);
                }
                errors++;
              }
              if (data8 && typeof data8 == 'object' && !Array.isArray(data8)) {
                for (const key3 in data8) {
                  const _errs21 = errors;
                  if (typeof key3 === 'string') {
                    if (!pattern1.test(key3)) {
                      const err17 = {
                        instancePath: instancePath + '/images/' + i1 + '/dmap',
                        schemaPath: '#/properties/images/items/properties/dmap/propertyNames/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
                        propertyName: key3,
                      };
                      if (vErrors === null) {
                        vErrors = [err17];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err17);
                      }
                      errors++;
                    }
                  }
                  var valid7 = _errs21 === errors;
                  if (!valid7) {
                    const err18 = {
                      instancePath: instancePath + '/images/' + i1 + '/dmap',
                      schemaPath: '#/properties/images/items/properties/dmap/propertyNames',
                      keyword: 'propertyNames',
                      params: { propertyName: key3 },
                    };
                    if (vErrors === null) {
                      vErrors = [err18];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err18);
                    }
                    errors++;
                  }
                }
                for (const key4 in data8) {
                  let data9 = data8[key4];
                  if (!Array.isArray(data9) && data9 !== null) {
                    const err19 = {
                      instancePath:
                        instancePath +
                        '/images/' +
                        i1 +
                        '/dmap/' +
                        key4.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath: '#/properties/images/items/properties/dmap/additionalProperties/type',
                      keyword: 'type',
                      params: {
                        type: schema13.properties.images.items.properties.dmap.additionalProperties.type,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err19];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err19);
                    }
                    errors++;
                  }
                  if (Array.isArray(data9)) {
                    const len2 = data9.length;
                    for (let i2 = 0; i2 < len2; i2++) {
                      let data10 = data9[i2];
                      if (typeof data10 !== 'string' && !(typeof data10 == 'number' && isFinite(data10))) {
                        const err20 = {
                          instancePath:
                            instancePath +
                            '/images/' +
                            i1 +
                            '/dmap/' +
                            key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                            '/' +
                            i2,
                          schemaPath:
                            '#/properties/images/items/properties/dmap/additionalProperties/items/type',
                          keyword: 'type',
                          params: {
                            type: schema13.properties.images.items.properties.dmap.additionalProperties.items
                              .type,
                          },
                        };
                        if (vErrors === null) {
                          vErrors = [err20];
                        } else {
                          if (vErrors.length < 20000) vErrors.push(err20);
                        }
                        errors++;
                      }
                      if (typeof data10 === 'string') {
                        if (!pattern2.test(data10)) {
                          const err21 = {
                            instancePath:
                              instancePath +
                              '/images/' +
                              i1 +
                              '/dmap/' +
                              key4.replace(/~/g, '~0').replace(/\//g, '~1') +
                              '/' +
                              i2,
                            schemaPath:
                              '#/properties/images/items/properties/dmap/additionalProperties/items/pattern',
                            keyword: 'pattern',
                            params: { pattern: '^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$' },
                          };
                          if (vErrors === null) {
                            vErrors = [err21];
                          } else {
                            if (vErrors.length < 20000) vErrors.push(err21);
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
            const err22 = {
              instancePath: instancePath + '/images/' + i1,
              schemaPath: '#/properties/images/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              if (vErrors.length < 20000) vErrors.push(err22);
            }
            errors++;
          }
        }
      }
    }
  } else {
    const err23 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err23];
    } else {
      if (vErrors.length < 20000) vErrors.push(err23);
    }
    errors++;
  }
  validate12.errors = vErrors;
  return errors === 0;
}
