// Generated from configuration-schema.ts; its spec fails on a difference and writes it anew with -u.
'use strict';
export const validateConfiguration = validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Configuration of a project, .cip.yaml',
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
    productionRegistriesFrom: {
      description:
        'In place of productionRegistries: on each host, the longest path that more than half of the subprojects have is production.',
      enum: ['manifests'],
    },
    stagingRegistries: {
      description:
        'The registries below which sources lie. The name of the folder follows, or that of its subproject, without stagingPrefix: gcr.io/staging. With gcr.io/k8s-staging-*, the name of the folder, which has to begin like that.',
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
              'provenance-violated',
              'provenance-warning',
              'attestation-invalid',
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
    registries: {
      description: 'How much some registries may be asked, by HOST or HOST:PORT.',
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          rps: {
            description:
              'Most requests per second to this registry, such as 50 or 3000/m; 0: no limit. The flag --rps-per-host wins.',
            type: ['string', 'number'],
            pattern: '^[0-9]+(?:\\.[0-9]+)?(?:/[smh])?$',
          },
          concurrency: {
            description:
              'Most parallel requests, and most parallel downloads, to this registry. The flag --concurrency-per-host wins.',
            type: ['string', 'number'],
            pattern: '^[1-9][0-9]{0,2}$',
          },
          group: {
            description: 'The quota group whose limit the registry shares with others.',
            type: 'string',
            pattern: '^[^=/\\s]+(?:/[^=/\\s]+)?$',
          },
        },
      },
    },
    quotaGroups: {
      description: "Limits that several registries share. On Google's registries, a group is a project.",
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          rps: {
            description:
              'Most requests per second to all registries of the group together, such as 80 or 5000/m. The flag --rps-per-group wins.',
            type: ['string', 'number'],
            pattern: '^[0-9]+(?:\\.[0-9]+)?(?:/[smh])?$',
          },
        },
      },
    },
    attached: {
      description: 'What becomes of signatures, attestations, SBOMs and records.',
      type: 'object',
      additionalProperties: false,
      properties: {
        keep: {
          description:
            'Where attached artifacts are kept: in the canonical destination only, in all destinations, or nowhere.',
          enum: ['canonical', 'all', 'none'],
        },
        canonical: {
          description: 'The one production registry that keeps them, where "keep" is canonical.',
          type: 'string',
          minLength: 1,
        },
        unverified: {
          description: 'Whether attached artifacts without a verified signer are carried to production.',
          enum: ['carry', 'refuse'],
        },
        subprojects: {
          description: 'What some subprojects do differently, by their folders.',
          type: 'object',
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            properties: {
              keep: {
                description:
                  'Where attached artifacts are kept: in the canonical destination only, in all destinations, or nowhere.',
                enum: ['canonical', 'all', 'none'],
              },
              canonical: {
                description: 'The one production registry that keeps them, where "keep" is canonical.',
                type: 'string',
                minLength: 1,
              },
              unverified: {
                description:
                  'Whether attached artifacts without a verified signer are carried to production.',
                enum: ['carry', 'refuse'],
              },
            },
          },
        },
      },
    },
    trust: {
      description: 'Whose signatures count, besides the public Sigstore.',
      type: 'object',
      additionalProperties: false,
      properties: {
        root: {
          description:
            'The Sigstore trust root (trusted_root.json), relative to the folder of this configuration.',
          type: 'string',
          minLength: 1,
          pattern: '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$',
        },
        keys: {
          description: 'PEM files of public keys, relative to the folder of this configuration.',
          type: 'array',
          items: {
            type: 'string',
            minLength: 1,
            pattern: '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$',
          },
        },
        identities: {
          description:
            'Whose signatures with certificates count: sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION.',
          type: 'array',
          items: { type: 'string', pattern: '\\S' },
        },
      },
    },
    signing: {
      description: 'What is signed and attached after a promotion, and as whom. Default: nothing.',
      type: 'object',
      additionalProperties: false,
      properties: {
        key: {
          description:
            'The private key of a cosign key pair, or one in PKCS#8: a file, absolute or relative to the folder of this configuration. Its password is in COSIGN_PASSWORD or in passwordFile.',
          type: 'string',
          minLength: 1,
        },
        passwordFile: {
          description:
            'A file with the password of the key. Default: the environment variable COSIGN_PASSWORD.',
          type: 'string',
          minLength: 1,
        },
        publicKey: {
          description:
            'The public key of the pair, relative to the folder of this configuration: by it, signatures are recognized.',
          type: 'string',
          minLength: 1,
          pattern: '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$',
        },
        keyless: {
          description: 'Sign with certificates of Fulcio instead of a key.',
          type: 'object',
          additionalProperties: false,
          properties: {
            provider: {
              description:
                'Where identity tokens come from: Google, by impersonation; the job of GitHub Actions; or a file.',
              enum: ['google', 'github', 'file'],
            },
            serviceAccount: {
              description: 'The Google service account that signs, where "provider" is google.',
              type: 'string',
              minLength: 1,
            },
            summaryAccount: {
              description: 'The one that signs verification summaries. Default: serviceAccount.',
              type: 'string',
              minLength: 1,
            },
            tokenFile: {
              description:
                'The file with the token, where "provider" is file. It is read again for each certificate.',
              type: 'string',
              minLength: 1,
            },
          },
          required: ['provider'],
        },
        identity: {
          description:
            'Whom certificates have to name. Default with Google: the service account, at https://accounts.google.com.',
          type: 'object',
          additionalProperties: false,
          properties: {
            issuer: {
              description:
                'The issuer of the identity token, such as https://token.actions.githubusercontent.com.',
              type: 'string',
              minLength: 1,
            },
            subject: {
              description:
                'Whom certificates have to name: a mail address, or the URL of a workflow with its ref.',
              type: 'string',
              minLength: 1,
            },
          },
          required: ['issuer', 'subject'],
        },
        fulcio: {
          description: 'The address of Fulcio. Default: that of the public Sigstore.',
          type: 'string',
          pattern:
            '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
        },
        rekor: {
          description: 'The address of Rekor. Default: that of the public Sigstore; with a key, no log.',
          type: 'string',
          pattern:
            '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
        },
        tsa: {
          description: 'The address of a timestamp authority. Default: no timestamps.',
          type: 'string',
          pattern:
            '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
        },
        publicName: {
          description:
            'How users call the production registries, such as registry.k8s.io. Default: each by its own name.',
          type: 'string',
          minLength: 1,
        },
        signatures: {
          description:
            'The form of image signatures: under the tag sha256-….sig, which all versions of cosign verify; as a bundle; or both. Default: legacy.',
          enum: ['legacy', 'bundle', 'both'],
        },
        records: {
          description: 'Whether a record of each promotion is attached. Default: true.',
          type: ['string', 'boolean'],
          pattern: '^(?:true|false)$',
        },
        summaries: {
          description: 'Whether a verification summary (SLSA VSA) is attached. Default: false.',
          type: ['string', 'boolean'],
          pattern: '^(?:true|false)$',
        },
        promoter: {
          description: 'What the promoter is called in records and summaries.',
          type: 'object',
          additionalProperties: false,
          properties: {
            uri: {
              description:
                'What the promoter is called in promotion records, such as https://k8s.io/promo-tools.',
              type: 'string',
              pattern: '^[a-z][a-z0-9+.-]*://[^\\s@]+$',
            },
            verifierId: {
              description:
                'Its id in verification summaries, such as https://k8s.io/promo-tools/verifier/v1.',
              type: 'string',
              pattern: '^[a-z][a-z0-9+.-]*://[^\\s@]+$',
            },
            levels: {
              description: "Levels of the project's own that every summary that passed claims.",
              type: 'array',
              items: { type: 'string', minLength: 1, pattern: '^[A-Z][A-Z0-9_]*$' },
            },
          },
        },
      },
    },
  },
  definitions: {
    rules: {
      description: 'How much each rule counts.',
      type: 'object',
      additionalProperties: false,
      patternProperties: {
        '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|provenance-violated|provenance-warning|attestation-invalid|unreachable)$':
          { enum: ['error', 'warning', 'info', 'off'] },
      },
    },
  },
  $id: 'validateConfiguration',
};
const schema12 = {
  description: 'How much each rule counts.',
  type: 'object',
  additionalProperties: false,
  patternProperties: {
    '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|provenance-violated|provenance-warning|attestation-invalid|unreachable)$':
      { enum: ['error', 'warning', 'info', 'off'] },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const func3 = require('ajv/dist/runtime/ucs2length').default;
const pattern0 = new RegExp(
  '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|provenance-violated|provenance-warning|attestation-invalid|unreachable)$',
  'u',
);
const pattern2 = new RegExp('^(?!/|\\.{1,2}/)[^\\\\]*$', 'u');
const pattern5 = new RegExp('^(?:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)?$', 'u');
const pattern7 = new RegExp('^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$', 'u');
const pattern9 = new RegExp('^\\d{4}-\\d{2}-\\d{2}$', 'u');
const pattern10 = new RegExp('^[0-9]+(?:\\.[0-9]+)?(?:/[smh])?$', 'u');
const pattern11 = new RegExp('^[1-9][0-9]{0,2}$', 'u');
const pattern12 = new RegExp('^[^=/\\s]+(?:/[^=/\\s]+)?$', 'u');
const pattern14 = new RegExp('^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$', 'u');
const pattern16 = new RegExp('\\S', 'u');
const pattern18 = new RegExp(
  '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
  'u',
);
const pattern21 = new RegExp('^(?:true|false)$', 'u');
const pattern23 = new RegExp('^[a-z][a-z0-9+.-]*://[^\\s@]+$', 'u');
const pattern25 = new RegExp('^[A-Z][A-Z0-9_]*$', 'u');

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="validateConfiguration" */ let vErrors = null;
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
                  '#/definitions/rules/patternProperties/%5E(%3F%3Ayaml-syntax%7Cduplicate-key%7Cunknown-key%7Cmanifest-schema%7Cdigest-format%7Ctag-format%7Cimage-name%7Cempty-image%7Cregistry-name%7Cregistry-spelling%7Cprovenance-policy%7Ctree-integrity%7Cthin-tree-layout%7Cmisplaced-manifest%7Cone-source%7Cno-destination%7Cduplicate-registry%7Csource-matches-folder%7Csubproject-prefix%7Cdestination-set%7Ctag-conflict%7Cshared-repository%7Credundant-promotion%7Crepeated-image%7Cmoving-tag%7Ccanonical-format%7Ctag-moved%7Ctag-removed%7Cdigest-removed%7Cimage-removed%7Cdestination-removed%7Csource-changed%7Cservice-account-changed%7Cregistries-and-images-together%7Cbase-unreadable%7Cdigest-missing%7Cstaging-tag-disagrees%7Ctag-taken%7Csingle-platform%7Cimage-too-large%7Cprovenance-violated%7Cprovenance-warning%7Cattestation-invalid%7Cunreachable)%24/enum',
                keyword: 'enum',
                params: {
                  allowedValues:
                    schema12.patternProperties[
                      '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|provenance-violated|provenance-warning|attestation-invalid|unreachable)$'
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
                          '#/definitions/rules/patternProperties/%5E(%3F%3Ayaml-syntax%7Cduplicate-key%7Cunknown-key%7Cmanifest-schema%7Cdigest-format%7Ctag-format%7Cimage-name%7Cempty-image%7Cregistry-name%7Cregistry-spelling%7Cprovenance-policy%7Ctree-integrity%7Cthin-tree-layout%7Cmisplaced-manifest%7Cone-source%7Cno-destination%7Cduplicate-registry%7Csource-matches-folder%7Csubproject-prefix%7Cdestination-set%7Ctag-conflict%7Cshared-repository%7Credundant-promotion%7Crepeated-image%7Cmoving-tag%7Ccanonical-format%7Ctag-moved%7Ctag-removed%7Cdigest-removed%7Cimage-removed%7Cdestination-removed%7Csource-changed%7Cservice-account-changed%7Cregistries-and-images-together%7Cbase-unreadable%7Cdigest-missing%7Cstaging-tag-disagrees%7Ctag-taken%7Csingle-platform%7Cimage-too-large%7Cprovenance-violated%7Cprovenance-warning%7Cattestation-invalid%7Cunreachable)%24/enum',
                        keyword: 'enum',
                        params: {
                          allowedValues:
                            schema12.patternProperties[
                              '^(?:yaml-syntax|duplicate-key|unknown-key|manifest-schema|digest-format|tag-format|image-name|empty-image|registry-name|registry-spelling|provenance-policy|tree-integrity|thin-tree-layout|misplaced-manifest|one-source|no-destination|duplicate-registry|source-matches-folder|subproject-prefix|destination-set|tag-conflict|shared-repository|redundant-promotion|repeated-image|moving-tag|canonical-format|tag-moved|tag-removed|digest-removed|image-removed|destination-removed|source-changed|service-account-changed|registries-and-images-together|base-unreadable|digest-missing|staging-tag-disagrees|tag-taken|single-platform|image-too-large|provenance-violated|provenance-warning|attestation-invalid|unreachable)$'
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
    if (data.productionRegistriesFrom !== undefined) {
      if (!(data.productionRegistriesFrom === 'manifests')) {
        const err20 = {
          instancePath: instancePath + '/productionRegistriesFrom',
          schemaPath: '#/properties/productionRegistriesFrom/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.productionRegistriesFrom.enum },
        };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          if (vErrors.length < 20000) vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.stagingRegistries !== undefined) {
      let data11 = data.stagingRegistries;
      if (Array.isArray(data11)) {
        const len3 = data11.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data12 = data11[i3];
          if (typeof data12 === 'string') {
            if (func3(data12) < 1) {
              const err21 = {
                instancePath: instancePath + '/stagingRegistries/' + i3,
                schemaPath: '#/properties/stagingRegistries/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                if (vErrors.length < 20000) vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = {
              instancePath: instancePath + '/stagingRegistries/' + i3,
              schemaPath: '#/properties/stagingRegistries/items/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              if (vErrors.length < 20000) vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = {
          instancePath: instancePath + '/stagingRegistries',
          schemaPath: '#/properties/stagingRegistries/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          if (vErrors.length < 20000) vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.stagingPrefix !== undefined) {
      if (typeof data.stagingPrefix !== 'string') {
        const err24 = {
          instancePath: instancePath + '/stagingPrefix',
          schemaPath: '#/properties/stagingPrefix/type',
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
    if (data.subprojects !== undefined) {
      let data14 = data.subprojects;
      if (data14 && typeof data14 == 'object' && !Array.isArray(data14)) {
        for (const key6 in data14) {
          let data15 = data14[key6];
          if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
            for (const key7 in data15) {
              if (!(key7 === 'prefixes' || key7 === 'source')) {
                const err25 = {
                  instancePath:
                    instancePath + '/subprojects/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/subprojects/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err25);
                }
                errors++;
              }
            }
            if (data15.prefixes !== undefined) {
              let data16 = data15.prefixes;
              if (Array.isArray(data16)) {
                const len4 = data16.length;
                for (let i4 = 0; i4 < len4; i4++) {
                  let data17 = data16[i4];
                  if (typeof data17 === 'string') {
                    if (func3(data17) < 0) {
                      const err26 = {
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
                        vErrors = [err26];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err26);
                      }
                      errors++;
                    }
                    if (!pattern5.test(data17)) {
                      const err27 = {
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
                        vErrors = [err27];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err27);
                      }
                      errors++;
                    }
                  } else {
                    const err28 = {
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
                      vErrors = [err28];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err28);
                    }
                    errors++;
                  }
                }
              } else {
                const err29 = {
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
                  vErrors = [err29];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err29);
                }
                errors++;
              }
            }
            if (data15.source !== undefined) {
              let data18 = data15.source;
              if (typeof data18 === 'string') {
                if (func3(data18) < 1) {
                  const err30 = {
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
                    vErrors = [err30];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err30);
                  }
                  errors++;
                }
              } else {
                const err31 = {
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
                  vErrors = [err31];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err31);
                }
                errors++;
              }
            }
          } else {
            const err32 = {
              instancePath: instancePath + '/subprojects/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/subprojects/additionalProperties/type',
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
      } else {
        const err33 = {
          instancePath: instancePath + '/subprojects',
          schemaPath: '#/properties/subprojects/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          if (vErrors.length < 20000) vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.movingTags !== undefined) {
      let data19 = data.movingTags;
      if (Array.isArray(data19)) {
        const len5 = data19.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data20 = data19[i5];
          if (typeof data20 === 'string') {
            if (func3(data20) < 1) {
              const err34 = {
                instancePath: instancePath + '/movingTags/' + i5,
                schemaPath: '#/properties/movingTags/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
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
              instancePath: instancePath + '/movingTags/' + i5,
              schemaPath: '#/properties/movingTags/items/type',
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
          instancePath: instancePath + '/movingTags',
          schemaPath: '#/properties/movingTags/type',
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
    if (data.allowedFiles !== undefined) {
      let data21 = data.allowedFiles;
      if (Array.isArray(data21)) {
        const len6 = data21.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data22 = data21[i6];
          if (typeof data22 === 'string') {
            if (func3(data22) < 1) {
              const err37 = {
                instancePath: instancePath + '/allowedFiles/' + i6,
                schemaPath: '#/properties/allowedFiles/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                if (vErrors.length < 20000) vErrors.push(err37);
              }
              errors++;
            }
            if (!pattern2.test(data22)) {
              const err38 = {
                instancePath: instancePath + '/allowedFiles/' + i6,
                schemaPath: '#/properties/allowedFiles/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
              };
              if (vErrors === null) {
                vErrors = [err38];
              } else {
                if (vErrors.length < 20000) vErrors.push(err38);
              }
              errors++;
            }
          } else {
            const err39 = {
              instancePath: instancePath + '/allowedFiles/' + i6,
              schemaPath: '#/properties/allowedFiles/items/type',
              keyword: 'type',
              params: { type: 'string' },
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
          instancePath: instancePath + '/allowedFiles',
          schemaPath: '#/properties/allowedFiles/type',
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
    if (data.maxImageSize !== undefined) {
      let data23 = data.maxImageSize;
      if (typeof data23 !== 'string' && !(typeof data23 == 'number' && isFinite(data23))) {
        const err41 = {
          instancePath: instancePath + '/maxImageSize',
          schemaPath: '#/properties/maxImageSize/type',
          keyword: 'type',
          params: { type: schema11.properties.maxImageSize.type },
        };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          if (vErrors.length < 20000) vErrors.push(err41);
        }
        errors++;
      }
      if (typeof data23 === 'string') {
        if (!pattern7.test(data23)) {
          const err42 = {
            instancePath: instancePath + '/maxImageSize',
            schemaPath: '#/properties/maxImageSize/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]+(?:\\.[0-9]+)? ?(?:[kKMGT]i?)?[bB]?$' },
          };
          if (vErrors === null) {
            vErrors = [err42];
          } else {
            if (vErrors.length < 20000) vErrors.push(err42);
          }
          errors++;
        }
      }
    }
    if (data.exceptions !== undefined) {
      let data24 = data.exceptions;
      if (Array.isArray(data24)) {
        const len7 = data24.length;
        for (let i7 = 0; i7 < len7; i7++) {
          let data25 = data24[i7];
          if (data25 && typeof data25 == 'object' && !Array.isArray(data25)) {
            if (data25.rule === undefined) {
              const err43 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'rule' },
              };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                if (vErrors.length < 20000) vErrors.push(err43);
              }
              errors++;
            }
            if (data25.paths === undefined) {
              const err44 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'paths' },
              };
              if (vErrors === null) {
                vErrors = [err44];
              } else {
                if (vErrors.length < 20000) vErrors.push(err44);
              }
              errors++;
            }
            if (data25.reason === undefined) {
              const err45 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'reason' },
              };
              if (vErrors === null) {
                vErrors = [err45];
              } else {
                if (vErrors.length < 20000) vErrors.push(err45);
              }
              errors++;
            }
            if (data25.expires === undefined) {
              const err46 = {
                instancePath: instancePath + '/exceptions/' + i7,
                schemaPath: '#/properties/exceptions/items/required',
                keyword: 'required',
                params: { missingProperty: 'expires' },
              };
              if (vErrors === null) {
                vErrors = [err46];
              } else {
                if (vErrors.length < 20000) vErrors.push(err46);
              }
              errors++;
            }
            for (const key8 in data25) {
              if (!(
                key8 === 'rule' ||
                key8 === 'paths' ||
                key8 === 'image' ||
                key8 === 'tags' ||
                key8 === 'reason' ||
                key8 === 'expires'
              )) {
                const err47 = {
                  instancePath: instancePath + '/exceptions/' + i7,
                  schemaPath: '#/properties/exceptions/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key8 },
                };
                if (vErrors === null) {
                  vErrors = [err47];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err47);
                }
                errors++;
              }
            }
            if (data25.rule !== undefined) {
              let data26 = data25.rule;
              if (!(
                data26 === 'yaml-syntax' ||
                data26 === 'duplicate-key' ||
                data26 === 'unknown-key' ||
                data26 === 'manifest-schema' ||
                data26 === 'digest-format' ||
                data26 === 'tag-format' ||
                data26 === 'image-name' ||
                data26 === 'empty-image' ||
                data26 === 'registry-name' ||
                data26 === 'registry-spelling' ||
                data26 === 'provenance-policy' ||
                data26 === 'tree-integrity' ||
                data26 === 'thin-tree-layout' ||
                data26 === 'misplaced-manifest' ||
                data26 === 'one-source' ||
                data26 === 'no-destination' ||
                data26 === 'duplicate-registry' ||
                data26 === 'source-matches-folder' ||
                data26 === 'subproject-prefix' ||
                data26 === 'destination-set' ||
                data26 === 'tag-conflict' ||
                data26 === 'shared-repository' ||
                data26 === 'redundant-promotion' ||
                data26 === 'repeated-image' ||
                data26 === 'moving-tag' ||
                data26 === 'canonical-format' ||
                data26 === 'tag-moved' ||
                data26 === 'tag-removed' ||
                data26 === 'digest-removed' ||
                data26 === 'image-removed' ||
                data26 === 'destination-removed' ||
                data26 === 'source-changed' ||
                data26 === 'service-account-changed' ||
                data26 === 'registries-and-images-together' ||
                data26 === 'base-unreadable' ||
                data26 === 'digest-missing' ||
                data26 === 'staging-tag-disagrees' ||
                data26 === 'tag-taken' ||
                data26 === 'single-platform' ||
                data26 === 'image-too-large' ||
                data26 === 'provenance-violated' ||
                data26 === 'provenance-warning' ||
                data26 === 'attestation-invalid' ||
                data26 === 'unreachable'
              )) {
                const err48 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/rule',
                  schemaPath: '#/properties/exceptions/items/properties/rule/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema11.properties.exceptions.items.properties.rule.enum },
                };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err48);
                }
                errors++;
              }
            }
            if (data25.paths !== undefined) {
              let data27 = data25.paths;
              if (Array.isArray(data27)) {
                if (data27.length < 1) {
                  const err49 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/paths',
                    schemaPath: '#/properties/exceptions/items/properties/paths/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err49];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err49);
                  }
                  errors++;
                }
                const len8 = data27.length;
                for (let i8 = 0; i8 < len8; i8++) {
                  let data28 = data27[i8];
                  if (typeof data28 === 'string') {
                    if (func3(data28) < 1) {
                      const err50 = {
                        instancePath: instancePath + '/exceptions/' + i7 + '/paths/' + i8,
                        schemaPath: '#/properties/exceptions/items/properties/paths/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err50];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err50);
                      }
                      errors++;
                    }
                    if (!pattern2.test(data28)) {
                      const err51 = {
                        instancePath: instancePath + '/exceptions/' + i7 + '/paths/' + i8,
                        schemaPath: '#/properties/exceptions/items/properties/paths/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^(?!/|\\.{1,2}/)[^\\\\]*$' },
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
                      instancePath: instancePath + '/exceptions/' + i7 + '/paths/' + i8,
                      schemaPath: '#/properties/exceptions/items/properties/paths/items/type',
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
                  instancePath: instancePath + '/exceptions/' + i7 + '/paths',
                  schemaPath: '#/properties/exceptions/items/properties/paths/type',
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
            if (data25.image !== undefined) {
              let data29 = data25.image;
              if (typeof data29 === 'string') {
                if (func3(data29) < 1) {
                  const err54 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/image',
                    schemaPath: '#/properties/exceptions/items/properties/image/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err54);
                  }
                  errors++;
                }
              } else {
                const err55 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/image',
                  schemaPath: '#/properties/exceptions/items/properties/image/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err55);
                }
                errors++;
              }
            }
            if (data25.tags !== undefined) {
              let data30 = data25.tags;
              if (Array.isArray(data30)) {
                if (data30.length < 1) {
                  const err56 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/tags',
                    schemaPath: '#/properties/exceptions/items/properties/tags/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err56];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err56);
                  }
                  errors++;
                }
                const len9 = data30.length;
                for (let i9 = 0; i9 < len9; i9++) {
                  let data31 = data30[i9];
                  if (typeof data31 !== 'string' && !(typeof data31 == 'number' && isFinite(data31))) {
                    const err57 = {
                      instancePath: instancePath + '/exceptions/' + i7 + '/tags/' + i9,
                      schemaPath: '#/properties/exceptions/items/properties/tags/items/type',
                      keyword: 'type',
                      params: { type: schema11.properties.exceptions.items.properties.tags.items.type },
                    };
                    if (vErrors === null) {
                      vErrors = [err57];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err57);
                    }
                    errors++;
                  }
                  if (typeof data31 === 'string') {
                    if (func3(data31) < 1) {
                      const err58 = {
                        instancePath: instancePath + '/exceptions/' + i7 + '/tags/' + i9,
                        schemaPath: '#/properties/exceptions/items/properties/tags/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err58];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err58);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err59 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/tags',
                  schemaPath: '#/properties/exceptions/items/properties/tags/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err59);
                }
                errors++;
              }
            }
            if (data25.reason !== undefined) {
              let data32 = data25.reason;
              if (typeof data32 === 'string') {
                if (func3(data32) < 1) {
                  const err60 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/reason',
                    schemaPath: '#/properties/exceptions/items/properties/reason/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err60];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err60);
                  }
                  errors++;
                }
              } else {
                const err61 = {
                  instancePath: instancePath + '/exceptions/' + i7 + '/reason',
                  schemaPath: '#/properties/exceptions/items/properties/reason/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err61);
                }
                errors++;
              }
            }
            if (data25.expires !== undefined) {
              let data33 = data25.expires;
              if (typeof data33 === 'string') {
                if (!pattern9.test(data33)) {
                  const err62 = {
                    instancePath: instancePath + '/exceptions/' + i7 + '/expires',
                    schemaPath: '#/properties/exceptions/items/properties/expires/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
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
                  instancePath: instancePath + '/exceptions/' + i7 + '/expires',
                  schemaPath: '#/properties/exceptions/items/properties/expires/type',
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
          } else {
            const err64 = {
              instancePath: instancePath + '/exceptions/' + i7,
              schemaPath: '#/properties/exceptions/items/type',
              keyword: 'type',
              params: { type: 'object' },
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
        const err65 = {
          instancePath: instancePath + '/exceptions',
          schemaPath: '#/properties/exceptions/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err65];
        } else {
          if (vErrors.length < 20000) vErrors.push(err65);
        }
        errors++;
      }
    }
    if (data.registries !== undefined) {
      let data34 = data.registries;
      if (data34 && typeof data34 == 'object' && !Array.isArray(data34)) {
        for (const key9 in data34) {
          let data35 = data34[key9];
          if (data35 && typeof data35 == 'object' && !Array.isArray(data35)) {
            for (const key10 in data35) {
              if (!(key10 === 'rps' || key10 === 'concurrency' || key10 === 'group')) {
                const err66 = {
                  instancePath: instancePath + '/registries/' + key9.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/registries/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key10 },
                };
                if (vErrors === null) {
                  vErrors = [err66];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err66);
                }
                errors++;
              }
            }
            if (data35.rps !== undefined) {
              let data36 = data35.rps;
              if (typeof data36 !== 'string' && !(typeof data36 == 'number' && isFinite(data36))) {
                const err67 = {
                  instancePath:
                    instancePath + '/registries/' + key9.replace(/~/g, '~0').replace(/\//g, '~1') + '/rps',
                  schemaPath: '#/properties/registries/additionalProperties/properties/rps/type',
                  keyword: 'type',
                  params: { type: schema11.properties.registries.additionalProperties.properties.rps.type },
                };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err67);
                }
                errors++;
              }
              if (typeof data36 === 'string') {
                if (!pattern10.test(data36)) {
                  const err68 = {
                    instancePath:
                      instancePath + '/registries/' + key9.replace(/~/g, '~0').replace(/\//g, '~1') + '/rps',
                    schemaPath: '#/properties/registries/additionalProperties/properties/rps/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[0-9]+(?:\\.[0-9]+)?(?:/[smh])?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err68];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err68);
                  }
                  errors++;
                }
              }
            }
            if (data35.concurrency !== undefined) {
              let data37 = data35.concurrency;
              if (typeof data37 !== 'string' && !(typeof data37 == 'number' && isFinite(data37))) {
                const err69 = {
                  instancePath:
                    instancePath +
                    '/registries/' +
                    key9.replace(/~/g, '~0').replace(/\//g, '~1') +
                    '/concurrency',
                  schemaPath: '#/properties/registries/additionalProperties/properties/concurrency/type',
                  keyword: 'type',
                  params: {
                    type: schema11.properties.registries.additionalProperties.properties.concurrency.type,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err69];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err69);
                }
                errors++;
              }
              if (typeof data37 === 'string') {
                if (!pattern11.test(data37)) {
                  const err70 = {
                    instancePath:
                      instancePath +
                      '/registries/' +
                      key9.replace(/~/g, '~0').replace(/\//g, '~1') +
                      '/concurrency',
                    schemaPath: '#/properties/registries/additionalProperties/properties/concurrency/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[1-9][0-9]{0,2}$' },
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
            if (data35.group !== undefined) {
              let data38 = data35.group;
              if (typeof data38 === 'string') {
                if (!pattern12.test(data38)) {
                  const err71 = {
                    instancePath:
                      instancePath +
                      '/registries/' +
                      key9.replace(/~/g, '~0').replace(/\//g, '~1') +
                      '/group',
                    schemaPath: '#/properties/registries/additionalProperties/properties/group/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[^=/\\s]+(?:/[^=/\\s]+)?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err71];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err71);
                  }
                  errors++;
                }
              } else {
                const err72 = {
                  instancePath:
                    instancePath + '/registries/' + key9.replace(/~/g, '~0').replace(/\//g, '~1') + '/group',
                  schemaPath: '#/properties/registries/additionalProperties/properties/group/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err72];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err72);
                }
                errors++;
              }
            }
          } else {
            const err73 = {
              instancePath: instancePath + '/registries/' + key9.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/registries/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err73];
            } else {
              if (vErrors.length < 20000) vErrors.push(err73);
            }
            errors++;
          }
        }
      } else {
        const err74 = {
          instancePath: instancePath + '/registries',
          schemaPath: '#/properties/registries/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err74];
        } else {
          if (vErrors.length < 20000) vErrors.push(err74);
        }
        errors++;
      }
    }
    if (data.quotaGroups !== undefined) {
      let data39 = data.quotaGroups;
      if (data39 && typeof data39 == 'object' && !Array.isArray(data39)) {
        for (const key11 in data39) {
          let data40 = data39[key11];
          if (data40 && typeof data40 == 'object' && !Array.isArray(data40)) {
            for (const key12 in data40) {
              if (!(key12 === 'rps')) {
                const err75 = {
                  instancePath:
                    instancePath + '/quotaGroups/' + key11.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/quotaGroups/additionalProperties/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key12 },
                };
                if (vErrors === null) {
                  vErrors = [err75];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err75);
                }
                errors++;
              }
            }
            if (data40.rps !== undefined) {
              let data41 = data40.rps;
              if (typeof data41 !== 'string' && !(typeof data41 == 'number' && isFinite(data41))) {
                const err76 = {
                  instancePath:
                    instancePath + '/quotaGroups/' + key11.replace(/~/g, '~0').replace(/\//g, '~1') + '/rps',
                  schemaPath: '#/properties/quotaGroups/additionalProperties/properties/rps/type',
                  keyword: 'type',
                  params: { type: schema11.properties.quotaGroups.additionalProperties.properties.rps.type },
                };
                if (vErrors === null) {
                  vErrors = [err76];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err76);
                }
                errors++;
              }
              if (typeof data41 === 'string') {
                if (!pattern10.test(data41)) {
                  const err77 = {
                    instancePath:
                      instancePath +
                      '/quotaGroups/' +
                      key11.replace(/~/g, '~0').replace(/\//g, '~1') +
                      '/rps',
                    schemaPath: '#/properties/quotaGroups/additionalProperties/properties/rps/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[0-9]+(?:\\.[0-9]+)?(?:/[smh])?$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err77];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err77);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err78 = {
              instancePath: instancePath + '/quotaGroups/' + key11.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/quotaGroups/additionalProperties/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err78];
            } else {
              if (vErrors.length < 20000) vErrors.push(err78);
            }
            errors++;
          }
        }
      } else {
        const err79 = {
          instancePath: instancePath + '/quotaGroups',
          schemaPath: '#/properties/quotaGroups/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err79];
        } else {
          if (vErrors.length < 20000) vErrors.push(err79);
        }
        errors++;
      }
    }
    if (data.attached !== undefined) {
      let data42 = data.attached;
      if (data42 && typeof data42 == 'object' && !Array.isArray(data42)) {
        for (const key13 in data42) {
          if (!(
            key13 === 'keep' ||
            key13 === 'canonical' ||
            key13 === 'unverified' ||
            key13 === 'subprojects'
          )) {
            const err80 = {
              instancePath: instancePath + '/attached',
              schemaPath: '#/properties/attached/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key13 },
            };
            if (vErrors === null) {
              vErrors = [err80];
            } else {
              if (vErrors.length < 20000) vErrors.push(err80);
            }
            errors++;
          }
        }
        if (data42.keep !== undefined) {
          let data43 = data42.keep;
          if (!(data43 === 'canonical' || data43 === 'all' || data43 === 'none')) {
            const err81 = {
              instancePath: instancePath + '/attached/keep',
              schemaPath: '#/properties/attached/properties/keep/enum',
              keyword: 'enum',
              params: { allowedValues: schema11.properties.attached.properties.keep.enum },
            };
            if (vErrors === null) {
              vErrors = [err81];
            } else {
              if (vErrors.length < 20000) vErrors.push(err81);
            }
            errors++;
          }
        }
        if (data42.canonical !== undefined) {
          let data44 = data42.canonical;
          if (typeof data44 === 'string') {
            if (func3(data44) < 1) {
              const err82 = {
                instancePath: instancePath + '/attached/canonical',
                schemaPath: '#/properties/attached/properties/canonical/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err82];
              } else {
                if (vErrors.length < 20000) vErrors.push(err82);
              }
              errors++;
            }
          } else {
            const err83 = {
              instancePath: instancePath + '/attached/canonical',
              schemaPath: '#/properties/attached/properties/canonical/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err83];
            } else {
              if (vErrors.length < 20000) vErrors.push(err83);
            }
            errors++;
          }
        }
        if (data42.unverified !== undefined) {
          let data45 = data42.unverified;
          if (!(data45 === 'carry' || data45 === 'refuse')) {
            const err84 = {
              instancePath: instancePath + '/attached/unverified',
              schemaPath: '#/properties/attached/properties/unverified/enum',
              keyword: 'enum',
              params: { allowedValues: schema11.properties.attached.properties.unverified.enum },
            };
            if (vErrors === null) {
              vErrors = [err84];
            } else {
              if (vErrors.length < 20000) vErrors.push(err84);
            }
            errors++;
          }
        }
        if (data42.subprojects !== undefined) {
          let data46 = data42.subprojects;
          if (data46 && typeof data46 == 'object' && !Array.isArray(data46)) {
            for (const key14 in data46) {
              let data47 = data46[key14];
              if (data47 && typeof data47 == 'object' && !Array.isArray(data47)) {
                for (const key15 in data47) {
                  if (!(key15 === 'keep' || key15 === 'canonical' || key15 === 'unverified')) {
                    const err85 = {
                      instancePath:
                        instancePath +
                        '/attached/subprojects/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath:
                        '#/properties/attached/properties/subprojects/additionalProperties/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key15 },
                    };
                    if (vErrors === null) {
                      vErrors = [err85];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err85);
                    }
                    errors++;
                  }
                }
                if (data47.keep !== undefined) {
                  let data48 = data47.keep;
                  if (!(data48 === 'canonical' || data48 === 'all' || data48 === 'none')) {
                    const err86 = {
                      instancePath:
                        instancePath +
                        '/attached/subprojects/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/keep',
                      schemaPath:
                        '#/properties/attached/properties/subprojects/additionalProperties/properties/keep/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema11.properties.attached.properties.subprojects.additionalProperties.properties
                            .keep.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err86];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err86);
                    }
                    errors++;
                  }
                }
                if (data47.canonical !== undefined) {
                  let data49 = data47.canonical;
                  if (typeof data49 === 'string') {
                    if (func3(data49) < 1) {
                      const err87 = {
                        instancePath:
                          instancePath +
                          '/attached/subprojects/' +
                          key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                          '/canonical',
                        schemaPath:
                          '#/properties/attached/properties/subprojects/additionalProperties/properties/canonical/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err87];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err87);
                      }
                      errors++;
                    }
                  } else {
                    const err88 = {
                      instancePath:
                        instancePath +
                        '/attached/subprojects/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/canonical',
                      schemaPath:
                        '#/properties/attached/properties/subprojects/additionalProperties/properties/canonical/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err88];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err88);
                    }
                    errors++;
                  }
                }
                if (data47.unverified !== undefined) {
                  let data50 = data47.unverified;
                  if (!(data50 === 'carry' || data50 === 'refuse')) {
                    const err89 = {
                      instancePath:
                        instancePath +
                        '/attached/subprojects/' +
                        key14.replace(/~/g, '~0').replace(/\//g, '~1') +
                        '/unverified',
                      schemaPath:
                        '#/properties/attached/properties/subprojects/additionalProperties/properties/unverified/enum',
                      keyword: 'enum',
                      params: {
                        allowedValues:
                          schema11.properties.attached.properties.subprojects.additionalProperties.properties
                            .unverified.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err89];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err89);
                    }
                    errors++;
                  }
                }
              } else {
                const err90 = {
                  instancePath:
                    instancePath + '/attached/subprojects/' + key14.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/properties/attached/properties/subprojects/additionalProperties/type',
                  keyword: 'type',
                  params: { type: 'object' },
                };
                if (vErrors === null) {
                  vErrors = [err90];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err90);
                }
                errors++;
              }
            }
          } else {
            const err91 = {
              instancePath: instancePath + '/attached/subprojects',
              schemaPath: '#/properties/attached/properties/subprojects/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err91];
            } else {
              if (vErrors.length < 20000) vErrors.push(err91);
            }
            errors++;
          }
        }
      } else {
        const err92 = {
          instancePath: instancePath + '/attached',
          schemaPath: '#/properties/attached/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err92];
        } else {
          if (vErrors.length < 20000) vErrors.push(err92);
        }
        errors++;
      }
    }
    if (data.trust !== undefined) {
      let data51 = data.trust;
      if (data51 && typeof data51 == 'object' && !Array.isArray(data51)) {
        for (const key16 in data51) {
          if (!(key16 === 'root' || key16 === 'keys' || key16 === 'identities')) {
            const err93 = {
              instancePath: instancePath + '/trust',
              schemaPath: '#/properties/trust/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key16 },
            };
            if (vErrors === null) {
              vErrors = [err93];
            } else {
              if (vErrors.length < 20000) vErrors.push(err93);
            }
            errors++;
          }
        }
        if (data51.root !== undefined) {
          let data52 = data51.root;
          if (typeof data52 === 'string') {
            if (func3(data52) < 1) {
              const err94 = {
                instancePath: instancePath + '/trust/root',
                schemaPath: '#/properties/trust/properties/root/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err94];
              } else {
                if (vErrors.length < 20000) vErrors.push(err94);
              }
              errors++;
            }
            if (!pattern14.test(data52)) {
              const err95 = {
                instancePath: instancePath + '/trust/root',
                schemaPath: '#/properties/trust/properties/root/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$' },
              };
              if (vErrors === null) {
                vErrors = [err95];
              } else {
                if (vErrors.length < 20000) vErrors.push(err95);
              }
              errors++;
            }
          } else {
            const err96 = {
              instancePath: instancePath + '/trust/root',
              schemaPath: '#/properties/trust/properties/root/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err96];
            } else {
              if (vErrors.length < 20000) vErrors.push(err96);
            }
            errors++;
          }
        }
        if (data51.keys !== undefined) {
          let data53 = data51.keys;
          if (Array.isArray(data53)) {
            const len10 = data53.length;
            for (let i10 = 0; i10 < len10; i10++) {
              let data54 = data53[i10];
              if (typeof data54 === 'string') {
                if (func3(data54) < 1) {
                  const err97 = {
                    instancePath: instancePath + '/trust/keys/' + i10,
                    schemaPath: '#/properties/trust/properties/keys/items/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err97];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err97);
                  }
                  errors++;
                }
                if (!pattern14.test(data54)) {
                  const err98 = {
                    instancePath: instancePath + '/trust/keys/' + i10,
                    schemaPath: '#/properties/trust/properties/keys/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err98];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err98);
                  }
                  errors++;
                }
              } else {
                const err99 = {
                  instancePath: instancePath + '/trust/keys/' + i10,
                  schemaPath: '#/properties/trust/properties/keys/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err99];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err99);
                }
                errors++;
              }
            }
          } else {
            const err100 = {
              instancePath: instancePath + '/trust/keys',
              schemaPath: '#/properties/trust/properties/keys/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err100];
            } else {
              if (vErrors.length < 20000) vErrors.push(err100);
            }
            errors++;
          }
        }
        if (data51.identities !== undefined) {
          let data55 = data51.identities;
          if (Array.isArray(data55)) {
            const len11 = data55.length;
            for (let i11 = 0; i11 < len11; i11++) {
              let data56 = data55[i11];
              if (typeof data56 === 'string') {
                if (!pattern16.test(data56)) {
                  const err101 = {
                    instancePath: instancePath + '/trust/identities/' + i11,
                    schemaPath: '#/properties/trust/properties/identities/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '\\S' },
                  };
                  if (vErrors === null) {
                    vErrors = [err101];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err101);
                  }
                  errors++;
                }
              } else {
                const err102 = {
                  instancePath: instancePath + '/trust/identities/' + i11,
                  schemaPath: '#/properties/trust/properties/identities/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err102];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err102);
                }
                errors++;
              }
            }
          } else {
            const err103 = {
              instancePath: instancePath + '/trust/identities',
              schemaPath: '#/properties/trust/properties/identities/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err103];
            } else {
              if (vErrors.length < 20000) vErrors.push(err103);
            }
            errors++;
          }
        }
      } else {
        const err104 = {
          instancePath: instancePath + '/trust',
          schemaPath: '#/properties/trust/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err104];
        } else {
          if (vErrors.length < 20000) vErrors.push(err104);
        }
        errors++;
      }
    }
    if (data.signing !== undefined) {
      let data57 = data.signing;
      if (data57 && typeof data57 == 'object' && !Array.isArray(data57)) {
        for (const key17 in data57) {
          if (!func2.call(schema11.properties.signing.properties, key17)) {
            const err105 = {
              instancePath: instancePath + '/signing',
              schemaPath: '#/properties/signing/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key17 },
            };
            if (vErrors === null) {
              vErrors = [err105];
            } else {
              if (vErrors.length < 20000) vErrors.push(err105);
            }
            errors++;
          }
        }
        if (data57.key !== undefined) {
          let data58 = data57.key;
          if (typeof data58 === 'string') {
            if (func3(data58) < 1) {
              const err106 = {
                instancePath: instancePath + '/signing/key',
                schemaPath: '#/properties/signing/properties/key/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err106];
              } else {
                if (vErrors.length < 20000) vErrors.push(err106);
              }
              errors++;
            }
          } else {
            const err107 = {
              instancePath: instancePath + '/signing/key',
              schemaPath: '#/properties/signing/properties/key/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err107];
            } else {
              if (vErrors.length < 20000) vErrors.push(err107);
            }
            errors++;
          }
        }
        if (data57.passwordFile !== undefined) {
          let data59 = data57.passwordFile;
          if (typeof data59 === 'string') {
            if (func3(data59) < 1) {
              const err108 = {
                instancePath: instancePath + '/signing/passwordFile',
                schemaPath: '#/properties/signing/properties/passwordFile/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err108];
              } else {
                if (vErrors.length < 20000) vErrors.push(err108);
              }
              errors++;
            }
          } else {
            const err109 = {
              instancePath: instancePath + '/signing/passwordFile',
              schemaPath: '#/properties/signing/properties/passwordFile/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err109];
            } else {
              if (vErrors.length < 20000) vErrors.push(err109);
            }
            errors++;
          }
        }
        if (data57.publicKey !== undefined) {
          let data60 = data57.publicKey;
          if (typeof data60 === 'string') {
            if (func3(data60) < 1) {
              const err110 = {
                instancePath: instancePath + '/signing/publicKey',
                schemaPath: '#/properties/signing/properties/publicKey/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err110];
              } else {
                if (vErrors.length < 20000) vErrors.push(err110);
              }
              errors++;
            }
            if (!pattern14.test(data60)) {
              const err111 = {
                instancePath: instancePath + '/signing/publicKey',
                schemaPath: '#/properties/signing/properties/publicKey/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?!/)(?!(?:.*/)?\\.{1,2}(?:/|$))[^\\\\]*[^\\\\/]$' },
              };
              if (vErrors === null) {
                vErrors = [err111];
              } else {
                if (vErrors.length < 20000) vErrors.push(err111);
              }
              errors++;
            }
          } else {
            const err112 = {
              instancePath: instancePath + '/signing/publicKey',
              schemaPath: '#/properties/signing/properties/publicKey/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err112];
            } else {
              if (vErrors.length < 20000) vErrors.push(err112);
            }
            errors++;
          }
        }
        if (data57.keyless !== undefined) {
          let data61 = data57.keyless;
          if (data61 && typeof data61 == 'object' && !Array.isArray(data61)) {
            if (data61.provider === undefined) {
              const err113 = {
                instancePath: instancePath + '/signing/keyless',
                schemaPath: '#/properties/signing/properties/keyless/required',
                keyword: 'required',
                params: { missingProperty: 'provider' },
              };
              if (vErrors === null) {
                vErrors = [err113];
              } else {
                if (vErrors.length < 20000) vErrors.push(err113);
              }
              errors++;
            }
            for (const key18 in data61) {
              if (!(
                key18 === 'provider' ||
                key18 === 'serviceAccount' ||
                key18 === 'summaryAccount' ||
                key18 === 'tokenFile'
              )) {
                const err114 = {
                  instancePath: instancePath + '/signing/keyless',
                  schemaPath: '#/properties/signing/properties/keyless/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key18 },
                };
                if (vErrors === null) {
                  vErrors = [err114];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err114);
                }
                errors++;
              }
            }
            if (data61.provider !== undefined) {
              let data62 = data61.provider;
              if (!(data62 === 'google' || data62 === 'github' || data62 === 'file')) {
                const err115 = {
                  instancePath: instancePath + '/signing/keyless/provider',
                  schemaPath: '#/properties/signing/properties/keyless/properties/provider/enum',
                  keyword: 'enum',
                  params: {
                    allowedValues: schema11.properties.signing.properties.keyless.properties.provider.enum,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err115];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err115);
                }
                errors++;
              }
            }
            if (data61.serviceAccount !== undefined) {
              let data63 = data61.serviceAccount;
              if (typeof data63 === 'string') {
                if (func3(data63) < 1) {
                  const err116 = {
                    instancePath: instancePath + '/signing/keyless/serviceAccount',
                    schemaPath: '#/properties/signing/properties/keyless/properties/serviceAccount/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err116];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err116);
                  }
                  errors++;
                }
              } else {
                const err117 = {
                  instancePath: instancePath + '/signing/keyless/serviceAccount',
                  schemaPath: '#/properties/signing/properties/keyless/properties/serviceAccount/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err117];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err117);
                }
                errors++;
              }
            }
            if (data61.summaryAccount !== undefined) {
              let data64 = data61.summaryAccount;
              if (typeof data64 === 'string') {
                if (func3(data64) < 1) {
                  const err118 = {
                    instancePath: instancePath + '/signing/keyless/summaryAccount',
                    schemaPath: '#/properties/signing/properties/keyless/properties/summaryAccount/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err118];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err118);
                  }
                  errors++;
                }
              } else {
                const err119 = {
                  instancePath: instancePath + '/signing/keyless/summaryAccount',
                  schemaPath: '#/properties/signing/properties/keyless/properties/summaryAccount/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err119];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err119);
                }
                errors++;
              }
            }
            if (data61.tokenFile !== undefined) {
              let data65 = data61.tokenFile;
              if (typeof data65 === 'string') {
                if (func3(data65) < 1) {
                  const err120 = {
                    instancePath: instancePath + '/signing/keyless/tokenFile',
                    schemaPath: '#/properties/signing/properties/keyless/properties/tokenFile/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err120];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err120);
                  }
                  errors++;
                }
              } else {
                const err121 = {
                  instancePath: instancePath + '/signing/keyless/tokenFile',
                  schemaPath: '#/properties/signing/properties/keyless/properties/tokenFile/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err121];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err121);
                }
                errors++;
              }
            }
          } else {
            const err122 = {
              instancePath: instancePath + '/signing/keyless',
              schemaPath: '#/properties/signing/properties/keyless/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err122];
            } else {
              if (vErrors.length < 20000) vErrors.push(err122);
            }
            errors++;
          }
        }
        if (data57.identity !== undefined) {
          let data66 = data57.identity;
          if (data66 && typeof data66 == 'object' && !Array.isArray(data66)) {
            if (data66.issuer === undefined) {
              const err123 = {
                instancePath: instancePath + '/signing/identity',
                schemaPath: '#/properties/signing/properties/identity/required',
                keyword: 'required',
                params: { missingProperty: 'issuer' },
              };
              if (vErrors === null) {
                vErrors = [err123];
              } else {
                if (vErrors.length < 20000) vErrors.push(err123);
              }
              errors++;
            }
            if (data66.subject === undefined) {
              const err124 = {
                instancePath: instancePath + '/signing/identity',
                schemaPath: '#/properties/signing/properties/identity/required',
                keyword: 'required',
                params: { missingProperty: 'subject' },
              };
              if (vErrors === null) {
                vErrors = [err124];
              } else {
                if (vErrors.length < 20000) vErrors.push(err124);
              }
              errors++;
            }
            for (const key19 in data66) {
              if (!(key19 === 'issuer' || key19 === 'subject')) {
                const err125 = {
                  instancePath: instancePath + '/signing/identity',
                  schemaPath: '#/properties/signing/properties/identity/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key19 },
                };
                if (vErrors === null) {
                  vErrors = [err125];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err125);
                }
                errors++;
              }
            }
            if (data66.issuer !== undefined) {
              let data67 = data66.issuer;
              if (typeof data67 === 'string') {
                if (func3(data67) < 1) {
                  const err126 = {
                    instancePath: instancePath + '/signing/identity/issuer',
                    schemaPath: '#/properties/signing/properties/identity/properties/issuer/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err126];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err126);
                  }
                  errors++;
                }
              } else {
                const err127 = {
                  instancePath: instancePath + '/signing/identity/issuer',
                  schemaPath: '#/properties/signing/properties/identity/properties/issuer/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err127];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err127);
                }
                errors++;
              }
            }
            if (data66.subject !== undefined) {
              let data68 = data66.subject;
              if (typeof data68 === 'string') {
                if (func3(data68) < 1) {
                  const err128 = {
                    instancePath: instancePath + '/signing/identity/subject',
                    schemaPath: '#/properties/signing/properties/identity/properties/subject/minLength',
                    keyword: 'minLength',
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err128];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err128);
                  }
                  errors++;
                }
              } else {
                const err129 = {
                  instancePath: instancePath + '/signing/identity/subject',
                  schemaPath: '#/properties/signing/properties/identity/properties/subject/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err129];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err129);
                }
                errors++;
              }
            }
          } else {
            const err130 = {
              instancePath: instancePath + '/signing/identity',
              schemaPath: '#/properties/signing/properties/identity/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err130];
            } else {
              if (vErrors.length < 20000) vErrors.push(err130);
            }
            errors++;
          }
        }
        if (data57.fulcio !== undefined) {
          let data69 = data57.fulcio;
          if (typeof data69 === 'string') {
            if (!pattern18.test(data69)) {
              const err131 = {
                instancePath: instancePath + '/signing/fulcio',
                schemaPath: '#/properties/signing/properties/fulcio/pattern',
                keyword: 'pattern',
                params: {
                  pattern:
                    '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
                },
              };
              if (vErrors === null) {
                vErrors = [err131];
              } else {
                if (vErrors.length < 20000) vErrors.push(err131);
              }
              errors++;
            }
          } else {
            const err132 = {
              instancePath: instancePath + '/signing/fulcio',
              schemaPath: '#/properties/signing/properties/fulcio/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err132];
            } else {
              if (vErrors.length < 20000) vErrors.push(err132);
            }
            errors++;
          }
        }
        if (data57.rekor !== undefined) {
          let data70 = data57.rekor;
          if (typeof data70 === 'string') {
            if (!pattern18.test(data70)) {
              const err133 = {
                instancePath: instancePath + '/signing/rekor',
                schemaPath: '#/properties/signing/properties/rekor/pattern',
                keyword: 'pattern',
                params: {
                  pattern:
                    '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
                },
              };
              if (vErrors === null) {
                vErrors = [err133];
              } else {
                if (vErrors.length < 20000) vErrors.push(err133);
              }
              errors++;
            }
          } else {
            const err134 = {
              instancePath: instancePath + '/signing/rekor',
              schemaPath: '#/properties/signing/properties/rekor/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err134];
            } else {
              if (vErrors.length < 20000) vErrors.push(err134);
            }
            errors++;
          }
        }
        if (data57.tsa !== undefined) {
          let data71 = data57.tsa;
          if (typeof data71 === 'string') {
            if (!pattern18.test(data71)) {
              const err135 = {
                instancePath: instancePath + '/signing/tsa',
                schemaPath: '#/properties/signing/properties/tsa/pattern',
                keyword: 'pattern',
                params: {
                  pattern:
                    '^(?:https://[^\\s/?#@]+|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\])(?::[0-9]{1,5})?)(?:/[^\\s?#]*)?$',
                },
              };
              if (vErrors === null) {
                vErrors = [err135];
              } else {
                if (vErrors.length < 20000) vErrors.push(err135);
              }
              errors++;
            }
          } else {
            const err136 = {
              instancePath: instancePath + '/signing/tsa',
              schemaPath: '#/properties/signing/properties/tsa/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err136];
            } else {
              if (vErrors.length < 20000) vErrors.push(err136);
            }
            errors++;
          }
        }
        if (data57.publicName !== undefined) {
          let data72 = data57.publicName;
          if (typeof data72 === 'string') {
            if (func3(data72) < 1) {
              const err137 = {
                instancePath: instancePath + '/signing/publicName',
                schemaPath: '#/properties/signing/properties/publicName/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err137];
              } else {
                if (vErrors.length < 20000) vErrors.push(err137);
              }
              errors++;
            }
          } else {
            const err138 = {
              instancePath: instancePath + '/signing/publicName',
              schemaPath: '#/properties/signing/properties/publicName/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err138];
            } else {
              if (vErrors.length < 20000) vErrors.push(err138);
            }
            errors++;
          }
        }
        if (data57.signatures !== undefined) {
          let data73 = data57.signatures;
          if (!(data73 === 'legacy' || data73 === 'bundle' || data73 === 'both')) {
            const err139 = {
              instancePath: instancePath + '/signing/signatures',
              schemaPath: '#/properties/signing/properties/signatures/enum',
              keyword: 'enum',
              params: { allowedValues: schema11.properties.signing.properties.signatures.enum },
            };
            if (vErrors === null) {
              vErrors = [err139];
            } else {
              if (vErrors.length < 20000) vErrors.push(err139);
            }
            errors++;
          }
        }
        if (data57.records !== undefined) {
          let data74 = data57.records;
          if (typeof data74 !== 'string' && typeof data74 !== 'boolean') {
            const err140 = {
              instancePath: instancePath + '/signing/records',
              schemaPath: '#/properties/signing/properties/records/type',
              keyword: 'type',
              params: { type: schema11.properties.signing.properties.records.type },
            };
            if (vErrors === null) {
              vErrors = [err140];
            } else {
              if (vErrors.length < 20000) vErrors.push(err140);
            }
            errors++;
          }
          if (typeof data74 === 'string') {
            if (!pattern21.test(data74)) {
              const err141 = {
                instancePath: instancePath + '/signing/records',
                schemaPath: '#/properties/signing/properties/records/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:true|false)$' },
              };
              if (vErrors === null) {
                vErrors = [err141];
              } else {
                if (vErrors.length < 20000) vErrors.push(err141);
              }
              errors++;
            }
          }
        }
        if (data57.summaries !== undefined) {
          let data75 = data57.summaries;
          if (typeof data75 !== 'string' && typeof data75 !== 'boolean') {
            const err142 = {
              instancePath: instancePath + '/signing/summaries',
              schemaPath: '#/properties/signing/properties/summaries/type',
              keyword: 'type',
              params: { type: schema11.properties.signing.properties.summaries.type },
            };
            if (vErrors === null) {
              vErrors = [err142];
            } else {
              if (vErrors.length < 20000) vErrors.push(err142);
            }
            errors++;
          }
          if (typeof data75 === 'string') {
            if (!pattern21.test(data75)) {
              const err143 = {
                instancePath: instancePath + '/signing/summaries',
                schemaPath: '#/properties/signing/properties/summaries/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:true|false)$' },
              };
              if (vErrors === null) {
                vErrors = [err143];
              } else {
                if (vErrors.length < 20000) vErrors.push(err143);
              }
              errors++;
            }
          }
        }
        if (data57.promoter !== undefined) {
          let data76 = data57.promoter;
          if (data76 && typeof data76 == 'object' && !Array.isArray(data76)) {
            for (const key20 in data76) {
              if (!(key20 === 'uri' || key20 === 'verifierId' || key20 === 'levels')) {
                const err144 = {
                  instancePath: instancePath + '/signing/promoter',
                  schemaPath: '#/properties/signing/properties/promoter/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key20 },
                };
                if (vErrors === null) {
                  vErrors = [err144];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err144);
                }
                errors++;
              }
            }
            if (data76.uri !== undefined) {
              let data77 = data76.uri;
              if (typeof data77 === 'string') {
                if (!pattern23.test(data77)) {
                  const err145 = {
                    instancePath: instancePath + '/signing/promoter/uri',
                    schemaPath: '#/properties/signing/properties/promoter/properties/uri/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[a-z][a-z0-9+.-]*://[^\\s@]+$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err145];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err145);
                  }
                  errors++;
                }
              } else {
                const err146 = {
                  instancePath: instancePath + '/signing/promoter/uri',
                  schemaPath: '#/properties/signing/properties/promoter/properties/uri/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err146];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err146);
                }
                errors++;
              }
            }
            if (data76.verifierId !== undefined) {
              let data78 = data76.verifierId;
              if (typeof data78 === 'string') {
                if (!pattern23.test(data78)) {
                  const err147 = {
                    instancePath: instancePath + '/signing/promoter/verifierId',
                    schemaPath: '#/properties/signing/properties/promoter/properties/verifierId/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[a-z][a-z0-9+.-]*://[^\\s@]+$' },
                  };
                  if (vErrors === null) {
                    vErrors = [err147];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err147);
                  }
                  errors++;
                }
              } else {
                const err148 = {
                  instancePath: instancePath + '/signing/promoter/verifierId',
                  schemaPath: '#/properties/signing/properties/promoter/properties/verifierId/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err148];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err148);
                }
                errors++;
              }
            }
            if (data76.levels !== undefined) {
              let data79 = data76.levels;
              if (Array.isArray(data79)) {
                const len12 = data79.length;
                for (let i12 = 0; i12 < len12; i12++) {
                  let data80 = data79[i12];
                  if (typeof data80 === 'string') {
                    if (func3(data80) < 1) {
                      const err149 = {
                        instancePath: instancePath + '/signing/promoter/levels/' + i12,
                        schemaPath:
                          '#/properties/signing/properties/promoter/properties/levels/items/minLength',
                        keyword: 'minLength',
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err149];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err149);
                      }
                      errors++;
                    }
                    if (!pattern25.test(data80)) {
                      const err150 = {
                        instancePath: instancePath + '/signing/promoter/levels/' + i12,
                        schemaPath:
                          '#/properties/signing/properties/promoter/properties/levels/items/pattern',
                        keyword: 'pattern',
                        params: { pattern: '^[A-Z][A-Z0-9_]*$' },
                      };
                      if (vErrors === null) {
                        vErrors = [err150];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err150);
                      }
                      errors++;
                    }
                  } else {
                    const err151 = {
                      instancePath: instancePath + '/signing/promoter/levels/' + i12,
                      schemaPath: '#/properties/signing/properties/promoter/properties/levels/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                    };
                    if (vErrors === null) {
                      vErrors = [err151];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err151);
                    }
                    errors++;
                  }
                }
              } else {
                const err152 = {
                  instancePath: instancePath + '/signing/promoter/levels',
                  schemaPath: '#/properties/signing/properties/promoter/properties/levels/type',
                  keyword: 'type',
                  params: { type: 'array' },
                };
                if (vErrors === null) {
                  vErrors = [err152];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err152);
                }
                errors++;
              }
            }
          } else {
            const err153 = {
              instancePath: instancePath + '/signing/promoter',
              schemaPath: '#/properties/signing/properties/promoter/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err153];
            } else {
              if (vErrors.length < 20000) vErrors.push(err153);
            }
            errors++;
          }
        }
      } else {
        const err154 = {
          instancePath: instancePath + '/signing',
          schemaPath: '#/properties/signing/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err154];
        } else {
          if (vErrors.length < 20000) vErrors.push(err154);
        }
        errors++;
      }
    }
  } else {
    const err155 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err155];
    } else {
      if (vErrors.length < 20000) vErrors.push(err155);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
