// Generated from docs/cli/schema/promotion-report.json; its spec fails on a difference and writes it anew with -u.
'use strict';
export const validatePromotionReport = validate10;
const schema11 = {
  title: 'Report of cip plan and cip promote, and of cip report for several shards',
  description:
    'What a plan found or a promotion did. One item is one digest in one destination repository with all of its tags; of a blocker, one tag.',
  type: 'object',
  required: ['version', 'command', 'summary', 'items'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    command: { enum: ['plan', 'promote'] },
    summary: {
      description: 'Numbers of items, but for requests.',
      type: 'object',
      required: [
        'planned',
        'promoted',
        'tagged',
        'attached',
        'signed',
        'existing',
        'blocked',
        'failed',
        'requests',
      ],
      additionalProperties: false,
      properties: {
        planned: {
          $ref: '#/$defs/amount',
          description: 'Left to do: by a dry run, or because a signal came first.',
        },
        promoted: { $ref: '#/$defs/amount' },
        tagged: {
          $ref: '#/$defs/amount',
          description: 'Those among the promoted whose digest was there already.',
        },
        attached: {
          $ref: '#/$defs/amount',
          description: 'Those among the planned, promoted and failed that are attached artifacts.',
        },
        signed: {
          $ref: '#/$defs/amount',
          description: 'Those among the planned, promoted and failed that are to be signed.',
        },
        existing: {
          $ref: '#/$defs/amount',
          description: 'In place already; listed among the items only with --all.',
        },
        blocked: { $ref: '#/$defs/amount' },
        failed: { $ref: '#/$defs/amount' },
        requests: { $ref: '#/$defs/amount', description: 'Sent by the whole run, with those for tokens.' },
      },
    },
    shard: { $ref: '#/$defs/shard' },
    run: {
      description:
        'Of a shard: what all shards of its run have in common. cip report puts their reports together by it.',
      type: 'object',
      required: ['manifests', 'flags', 'shares'],
      additionalProperties: false,
      properties: {
        manifests: { description: 'The fingerprint of the parsed manifests.', $ref: '#/$defs/digest' },
        flags: {
          description:
            'The flags that decide what is done and reported, sorted; --since with the fingerprint of the older manifests.',
          $ref: '#/$defs/texts',
        },
        shares: {
          description: 'How many destination repositories each shard has, by index.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/amount' },
        },
      },
    },
    interrupted: {
      description: 'The signal that ended the run; what is not among the items then is unknown.',
      enum: ['SIGINT', 'SIGTERM'],
    },
    uncompared: {
      description:
        'Destination registries of which nothing is known, as a signal ended the run first. Sorted.',
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['registry', 'repositories'],
        additionalProperties: false,
        properties: {
          registry: { description: 'HOST or HOST:PORT.', type: 'string' },
          repositories: {
            description: 'How many of its repositories are to hold something.',
            $ref: '#/$defs/amount',
          },
        },
      },
    },
    unfinished: {
      description:
        'Of a report that cip report put together: the shards that did not do all of their part. Sorted.',
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['shard', 'uncompared', 'planned'],
        additionalProperties: false,
        properties: {
          shard: { $ref: '#/$defs/shard' },
          interrupted: {
            description: 'The signal that ended it; absent for a shard that left no report.',
            enum: ['SIGINT', 'SIGTERM'],
          },
          uncompared: {
            description: 'Destination repositories of which nothing is known.',
            $ref: '#/$defs/amount',
          },
          planned: { description: 'Items that it did not do.', $ref: '#/$defs/amount' },
        },
      },
    },
    waits: {
      description:
        "Limits of requests a second that took a good part of the run's time, the longest first; absent for none.",
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/wait' },
    },
    leftBehind: {
      description: 'What is attached to images of a source and did not go along with them. Sorted by source.',
      type: 'array',
      items: { $ref: '#/$defs/leftBehind' },
    },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
  },
  $defs: {
    failure: {
      description: 'What went wrong with a registry, as facts. Never holds credentials.',
      type: 'object',
      required: ['code', 'reason'],
      additionalProperties: false,
      properties: {
        code: {
          description: 'What kind of failure it is.',
          enum: [
            'UNAUTHORIZED',
            'DENIED',
            'NOT_FOUND',
            'RATE_LIMITED',
            'UNAVAILABLE',
            'REFUSED',
            'INVALID_ANSWER',
            'UNKNOWN_HOST',
            'CONNECTION',
            'TIMEOUT',
            'TLS',
            'TOO_LARGE',
            'REFUSED_BY_POLICY',
            'CREDENTIALS',
            'NOT_ASKED',
            'CONTRADICTION',
            'DIGEST_MISMATCH',
            'INVALID_MANIFEST',
            'OTHER',
          ],
        },
        reason: { description: 'What happened, as half a sentence.', type: 'string' },
        remedy: { description: 'What to do, as half a sentence.', type: 'string' },
        host: { description: 'HOST or HOST:PORT.', type: 'string' },
        request: {
          description: 'What was asked; the URL is redacted.',
          type: 'object',
          required: ['method', 'url'],
          additionalProperties: false,
          properties: { method: { type: 'string' }, url: { type: 'string' } },
        },
        status: { description: 'HTTP status of the answer.', type: 'integer', minimum: 100, maximum: 599 },
        registryCode: {
          description: "The first code of the registry's own error list, such as MANIFEST_UNKNOWN.",
          type: 'string',
        },
      },
    },
    wait: {
      type: 'object',
      required: ['limit', 'of', 'perSecond', 'seconds', 'ofSeconds'],
      additionalProperties: false,
      properties: {
        limit: { description: 'The flag that sets it.', enum: ['rps-per-host', 'rps-per-group'] },
        of: {
          description: "The host, or the quota group: on Google's registries, the project.",
          type: 'string',
        },
        perSecond: { description: 'The limit in requests a second.', type: 'number', exclusiveMinimum: 0 },
        seconds: { description: 'In which at least one request waited for it.', type: 'number', minimum: 0 },
        ofSeconds: { description: 'The time of the whole run.', type: 'number', minimum: 0 },
      },
    },
    shard: {
      description: 'The part of the work that this is about, as --shard has it; the others have the rest.',
      type: 'object',
      required: ['index', 'count'],
      additionalProperties: false,
      properties: {
        index: { description: 'From 0.', type: 'integer', minimum: 0 },
        count: { type: 'integer', minimum: 1 },
      },
    },
    amount: { type: 'integer', minimum: 0 },
    item: {
      type: 'object',
      required: ['kind', 'state', 'image', 'digest', 'tags', 'source', 'destination'],
      additionalProperties: false,
      properties: {
        kind: {
          enum: [
            'copy',
            'tag',
            'attach',
            'sign',
            'tag-moved',
            'missing-source',
            'invalid-manifest',
            'conflict',
            'unreachable',
            'safety-stop',
            'provenance',
          ],
        },
        state: { enum: ['planned', 'promoted', 'existing', 'blocked', 'failed'] },
        image: {
          description: "The image's name in the manifest; empty where a mistake leaves it unknown.",
          type: 'string',
        },
        digest: {
          description: 'As written in the manifest; empty where a mistake leaves it unknown.',
          type: 'string',
        },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
        source: {
          description: 'A repository with its registry; empty where a mistake leaves it unknown.',
          type: 'string',
        },
        attached: {
          description:
            'Of an attached artifact, whose digest and tag the item has: what it belongs to, and what it is.',
          type: 'object',
          required: ['image', 'on', 'type', 'signedBy'],
          additionalProperties: false,
          properties: {
            image: { description: 'The image that the manifests promise.', $ref: '#/$defs/digest' },
            on: {
              description: 'What it is attached to: the image, one of its children, or another artifact.',
              $ref: '#/$defs/digest',
            },
            type: {
              description: 'A predicate type, an artifact type, or signature, attestations or SBOM.',
              type: 'string',
            },
            signedBy: {
              description: 'The signers who could be verified.',
              type: 'array',
              items: { type: 'string' },
            },
          },
        },
        signs: {
          description: 'Of a digest that is signed: what is made for it.',
          type: 'object',
          required: ['image', 'kinds'],
          additionalProperties: false,
          properties: {
            image: {
              description:
                'The image that the manifests promise: the digest itself, or an index that lists it.',
              $ref: '#/$defs/digest',
            },
            kinds: {
              type: 'array',
              minItems: 1,
              items: { enum: ['signature', 'signature-bundle', 'record', 'summary'] },
            },
            from: {
              description:
                'The repository with its registry that it is copied from; absent where it is made.',
              type: 'string',
            },
          },
        },
        destination: {
          description:
            'A repository with its registry; of a safety-stop the registry; empty where a mistake leaves it unknown.',
          type: 'string',
        },
        reason: { description: 'Why the item is blocked or failed.', type: 'string' },
        failure: { $ref: '#/$defs/failure' },
        side: {
          description: 'Which side could not be read, or on which side a step failed.',
          enum: ['source', 'destination'],
        },
        operation: { description: 'What was being done when a step failed.', type: 'string' },
        holder: { description: 'Of a tag that was moved: the digest that has it.', type: 'string' },
        proof: {
          description: 'What provenance policies say of the image, one entry for each policy that applies.',
          type: 'array',
          items: { $ref: '#/$defs/policyOutcome' },
        },
        where: { $ref: '#/$defs/where' },
      },
      oneOf: [
        {
          properties: {
            kind: { enum: ['copy', 'tag', 'attach', 'sign'] },
            state: { enum: ['planned', 'promoted', 'existing', 'failed'] },
            digest: { $ref: '#/$defs/digest' },
          },
        },
        {
          required: ['reason'],
          properties: {
            kind: {
              enum: [
                'tag-moved',
                'missing-source',
                'invalid-manifest',
                'conflict',
                'unreachable',
                'safety-stop',
                'provenance',
              ],
            },
            state: { const: 'blocked' },
          },
        },
      ],
    },
    leftBehind: {
      type: 'object',
      required: ['source', 'on', 'digest', 'why'],
      additionalProperties: false,
      properties: {
        source: { description: 'The repository with its registry.', type: 'string' },
        on: { description: 'What it is attached to.', $ref: '#/$defs/digest' },
        digest: {
          description: 'Of its manifest; the same as on where there are too many to name.',
          $ref: '#/$defs/digest',
        },
        tag: { type: 'string' },
        why: { description: 'The end of a sentence that begins with "it".', type: 'string' },
      },
    },
    policyOutcome: {
      type: 'object',
      required: [
        'manifest',
        'where',
        'mode',
        'satisfied',
        'by',
        'signedBy',
        'accepted',
        'violations',
        'notes',
      ],
      additionalProperties: false,
      properties: {
        manifest: { description: 'The manifest whose policy it is.', type: 'string' },
        where: { $ref: '#/$defs/where' },
        mode: { enum: ['warn', 'require'] },
        satisfied: { type: 'boolean' },
        level: { description: 'The SLSA build level that is proven.', enum: [1, 2, 3] },
        by: { description: 'The builders that count.', $ref: '#/$defs/texts' },
        signedBy: { description: 'Who signed what the policy accepts.', $ref: '#/$defs/texts' },
        accepted: {
          description: 'The manifests of the bundles, and the layers of .att, that the policy accepts.',
          type: 'array',
          items: { $ref: '#/$defs/digest' },
        },
        violations: { description: 'Why it is not satisfied, a sentence each.', $ref: '#/$defs/texts' },
        notes: { description: 'What was found besides, a sentence each.', $ref: '#/$defs/texts' },
      },
    },
    texts: { type: 'array', items: { type: 'string' } },
    digest: { type: 'string', pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
    where: {
      description: 'Where a manifest asks for it; the file is relative to the working directory.',
      type: 'object',
      required: ['file', 'line'],
      additionalProperties: false,
      properties: { file: { type: 'string' }, line: { type: 'integer', minimum: 1 } },
    },
  },
  $id: 'validatePromotionReport',
};
const schema12 = { type: 'integer', minimum: 0 };
const schema21 = {
  description: 'The part of the work that this is about, as --shard has it; the others have the rest.',
  type: 'object',
  required: ['index', 'count'],
  additionalProperties: false,
  properties: {
    index: { description: 'From 0.', type: 'integer', minimum: 0 },
    count: { type: 'integer', minimum: 1 },
  },
};
const schema22 = { type: 'string', pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' };
const schema23 = { type: 'array', items: { type: 'string' } };
const schema29 = {
  type: 'object',
  required: ['limit', 'of', 'perSecond', 'seconds', 'ofSeconds'],
  additionalProperties: false,
  properties: {
    limit: { description: 'The flag that sets it.', enum: ['rps-per-host', 'rps-per-group'] },
    of: { description: "The host, or the quota group: on Google's registries, the project.", type: 'string' },
    perSecond: { description: 'The limit in requests a second.', type: 'number', exclusiveMinimum: 0 },
    seconds: { description: 'In which at least one request waited for it.', type: 'number', minimum: 0 },
    ofSeconds: { description: 'The time of the whole run.', type: 'number', minimum: 0 },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp('^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$', 'u');
const schema30 = {
  type: 'object',
  required: ['source', 'on', 'digest', 'why'],
  additionalProperties: false,
  properties: {
    source: { description: 'The repository with its registry.', type: 'string' },
    on: { description: 'What it is attached to.', $ref: '#/$defs/digest' },
    digest: {
      description: 'Of its manifest; the same as on where there are too many to name.',
      $ref: '#/$defs/digest',
    },
    tag: { type: 'string' },
    why: { description: 'The end of a sentence that begins with "it".', type: 'string' },
  },
};

function validate11(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.source === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'source' },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        if (vErrors.length < 20000) vErrors.push(err0);
      }
      errors++;
    }
    if (data.on === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'on' },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        if (vErrors.length < 20000) vErrors.push(err1);
      }
      errors++;
    }
    if (data.digest === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'digest' },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        if (vErrors.length < 20000) vErrors.push(err2);
      }
      errors++;
    }
    if (data.why === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'why' },
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        if (vErrors.length < 20000) vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'source' || key0 === 'on' || key0 === 'digest' || key0 === 'tag' || key0 === 'why')) {
        const err4 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          if (vErrors.length < 20000) vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.source !== undefined) {
      if (typeof data.source !== 'string') {
        const err5 = {
          instancePath: instancePath + '/source',
          schemaPath: '#/properties/source/type',
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
    if (data.on !== undefined) {
      let data1 = data.on;
      if (typeof data1 === 'string') {
        if (!pattern0.test(data1)) {
          const err6 = {
            instancePath: instancePath + '/on',
            schemaPath: '#/$defs/digest/pattern',
            keyword: 'pattern',
            params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            if (vErrors.length < 20000) vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/on',
          schemaPath: '#/$defs/digest/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          if (vErrors.length < 20000) vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.digest !== undefined) {
      let data2 = data.digest;
      if (typeof data2 === 'string') {
        if (!pattern0.test(data2)) {
          const err8 = {
            instancePath: instancePath + '/digest',
            schemaPath: '#/$defs/digest/pattern',
            keyword: 'pattern',
            params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            if (vErrors.length < 20000) vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/digest',
          schemaPath: '#/$defs/digest/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          if (vErrors.length < 20000) vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.tag !== undefined) {
      if (typeof data.tag !== 'string') {
        const err10 = {
          instancePath: instancePath + '/tag',
          schemaPath: '#/properties/tag/type',
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
    if (data.why !== undefined) {
      if (typeof data.why !== 'string') {
        const err11 = {
          instancePath: instancePath + '/why',
          schemaPath: '#/properties/why/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          if (vErrors.length < 20000) vErrors.push(err11);
        }
        errors++;
      }
    }
  } else {
    const err12 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      if (vErrors.length < 20000) vErrors.push(err12);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}

const schema33 = {
  type: 'object',
  required: ['kind', 'state', 'image', 'digest', 'tags', 'source', 'destination'],
  additionalProperties: false,
  properties: {
    kind: {
      enum: [
        'copy',
        'tag',
        'attach',
        'sign',
        'tag-moved',
        'missing-source',
        'invalid-manifest',
        'conflict',
        'unreachable',
        'safety-stop',
        'provenance',
      ],
    },
    state: { enum: ['planned', 'promoted', 'existing', 'blocked', 'failed'] },
    image: {
      description: "The image's name in the manifest; empty where a mistake leaves it unknown.",
      type: 'string',
    },
    digest: {
      description: 'As written in the manifest; empty where a mistake leaves it unknown.',
      type: 'string',
    },
    tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    source: {
      description: 'A repository with its registry; empty where a mistake leaves it unknown.',
      type: 'string',
    },
    attached: {
      description:
        'Of an attached artifact, whose digest and tag the item has: what it belongs to, and what it is.',
      type: 'object',
      required: ['image', 'on', 'type', 'signedBy'],
      additionalProperties: false,
      properties: {
        image: { description: 'The image that the manifests promise.', $ref: '#/$defs/digest' },
        on: {
          description: 'What it is attached to: the image, one of its children, or another artifact.',
          $ref: '#/$defs/digest',
        },
        type: {
          description: 'A predicate type, an artifact type, or signature, attestations or SBOM.',
          type: 'string',
        },
        signedBy: {
          description: 'The signers who could be verified.',
          type: 'array',
          items: { type: 'string' },
        },
      },
    },
    signs: {
      description: 'Of a digest that is signed: what is made for it.',
      type: 'object',
      required: ['image', 'kinds'],
      additionalProperties: false,
      properties: {
        image: {
          description: 'The image that the manifests promise: the digest itself, or an index that lists it.',
          $ref: '#/$defs/digest',
        },
        kinds: {
          type: 'array',
          minItems: 1,
          items: { enum: ['signature', 'signature-bundle', 'record', 'summary'] },
        },
        from: {
          description: 'The repository with its registry that it is copied from; absent where it is made.',
          type: 'string',
        },
      },
    },
    destination: {
      description:
        'A repository with its registry; of a safety-stop the registry; empty where a mistake leaves it unknown.',
      type: 'string',
    },
    reason: { description: 'Why the item is blocked or failed.', type: 'string' },
    failure: { $ref: '#/$defs/failure' },
    side: {
      description: 'Which side could not be read, or on which side a step failed.',
      enum: ['source', 'destination'],
    },
    operation: { description: 'What was being done when a step failed.', type: 'string' },
    holder: { description: 'Of a tag that was moved: the digest that has it.', type: 'string' },
    proof: {
      description: 'What provenance policies say of the image, one entry for each policy that applies.',
      type: 'array',
      items: { $ref: '#/$defs/policyOutcome' },
    },
    where: { $ref: '#/$defs/where' },
  },
  oneOf: [
    {
      properties: {
        kind: { enum: ['copy', 'tag', 'attach', 'sign'] },
        state: { enum: ['planned', 'promoted', 'existing', 'failed'] },
        digest: { $ref: '#/$defs/digest' },
      },
    },
    {
      required: ['reason'],
      properties: {
        kind: {
          enum: [
            'tag-moved',
            'missing-source',
            'invalid-manifest',
            'conflict',
            'unreachable',
            'safety-stop',
            'provenance',
          ],
        },
        state: { const: 'blocked' },
      },
    },
  ],
};
const schema38 = {
  description: 'What went wrong with a registry, as facts. Never holds credentials.',
  type: 'object',
  required: ['code', 'reason'],
  additionalProperties: false,
  properties: {
    code: {
      description: 'What kind of failure it is.',
      enum: [
        'UNAUTHORIZED',
        'DENIED',
        'NOT_FOUND',
        'RATE_LIMITED',
        'UNAVAILABLE',
        'REFUSED',
        'INVALID_ANSWER',
        'UNKNOWN_HOST',
        'CONNECTION',
        'TIMEOUT',
        'TLS',
        'TOO_LARGE',
        'REFUSED_BY_POLICY',
        'CREDENTIALS',
        'NOT_ASKED',
        'CONTRADICTION',
        'DIGEST_MISMATCH',
        'INVALID_MANIFEST',
        'OTHER',
      ],
    },
    reason: { description: 'What happened, as half a sentence.', type: 'string' },
    remedy: { description: 'What to do, as half a sentence.', type: 'string' },
    host: { description: 'HOST or HOST:PORT.', type: 'string' },
    request: {
      description: 'What was asked; the URL is redacted.',
      type: 'object',
      required: ['method', 'url'],
      additionalProperties: false,
      properties: { method: { type: 'string' }, url: { type: 'string' } },
    },
    status: { description: 'HTTP status of the answer.', type: 'integer', minimum: 100, maximum: 599 },
    registryCode: {
      description: "The first code of the registry's own error list, such as MANIFEST_UNKNOWN.",
      type: 'string',
    },
  },
};
const schema40 = {
  description: 'Where a manifest asks for it; the file is relative to the working directory.',
  type: 'object',
  required: ['file', 'line'],
  additionalProperties: false,
  properties: { file: { type: 'string' }, line: { type: 'integer', minimum: 1 } },
};
const schema39 = {
  type: 'object',
  required: ['manifest', 'where', 'mode', 'satisfied', 'by', 'signedBy', 'accepted', 'violations', 'notes'],
  additionalProperties: false,
  properties: {
    manifest: { description: 'The manifest whose policy it is.', type: 'string' },
    where: { $ref: '#/$defs/where' },
    mode: { enum: ['warn', 'require'] },
    satisfied: { type: 'boolean' },
    level: { description: 'The SLSA build level that is proven.', enum: [1, 2, 3] },
    by: { description: 'The builders that count.', $ref: '#/$defs/texts' },
    signedBy: { description: 'Who signed what the policy accepts.', $ref: '#/$defs/texts' },
    accepted: {
      description: 'The manifests of the bundles, and the layers of .att, that the policy accepts.',
      type: 'array',
      items: { $ref: '#/$defs/digest' },
    },
    violations: { description: 'Why it is not satisfied, a sentence each.', $ref: '#/$defs/texts' },
    notes: { description: 'What was found besides, a sentence each.', $ref: '#/$defs/texts' },
  },
};

function validate14(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.manifest === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'manifest' },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        if (vErrors.length < 20000) vErrors.push(err0);
      }
      errors++;
    }
    if (data.where === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'where' },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        if (vErrors.length < 20000) vErrors.push(err1);
      }
      errors++;
    }
    if (data.mode === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'mode' },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        if (vErrors.length < 20000) vErrors.push(err2);
      }
      errors++;
    }
    if (data.satisfied === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'satisfied' },
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        if (vErrors.length < 20000) vErrors.push(err3);
      }
      errors++;
    }
    if (data.by === undefined) {
      const err4 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'by' },
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        if (vErrors.length < 20000) vErrors.push(err4);
      }
      errors++;
    }
    if (data.signedBy === undefined) {
      const err5 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'signedBy' },
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        if (vErrors.length < 20000) vErrors.push(err5);
      }
      errors++;
    }
    if (data.accepted === undefined) {
      const err6 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'accepted' },
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        if (vErrors.length < 20000) vErrors.push(err6);
      }
      errors++;
    }
    if (data.violations === undefined) {
      const err7 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'violations' },
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        if (vErrors.length < 20000) vErrors.push(err7);
      }
      errors++;
    }
    if (data.notes === undefined) {
      const err8 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'notes' },
      };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        if (vErrors.length < 20000) vErrors.push(err8);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema39.properties, key0)) {
        const err9 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          if (vErrors.length < 20000) vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.manifest !== undefined) {
      if (typeof data.manifest !== 'string') {
        const err10 = {
          instancePath: instancePath + '/manifest',
          schemaPath: '#/properties/manifest/type',
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
    if (data.where !== undefined) {
      let data1 = data.where;
      if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
        if (data1.file === undefined) {
          const err11 = {
            instancePath: instancePath + '/where',
            schemaPath: '#/$defs/where/required',
            keyword: 'required',
            params: { missingProperty: 'file' },
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            if (vErrors.length < 20000) vErrors.push(err11);
          }
          errors++;
        }
        if (data1.line === undefined) {
          const err12 = {
            instancePath: instancePath + '/where',
            schemaPath: '#/$defs/where/required',
            keyword: 'required',
            params: { missingProperty: 'line' },
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            if (vErrors.length < 20000) vErrors.push(err12);
          }
          errors++;
        }
        for (const key1 in data1) {
          if (!(key1 === 'file' || key1 === 'line')) {
            const err13 = {
              instancePath: instancePath + '/where',
              schemaPath: '#/$defs/where/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              if (vErrors.length < 20000) vErrors.push(err13);
            }
            errors++;
          }
        }
        if (data1.file !== undefined) {
          if (typeof data1.file !== 'string') {
            const err14 = {
              instancePath: instancePath + '/where/file',
              schemaPath: '#/$defs/where/properties/file/type',
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
        if (data1.line !== undefined) {
          let data3 = data1.line;
          if (!(typeof data3 == 'number' && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
            const err15 = {
              instancePath: instancePath + '/where/line',
              schemaPath: '#/$defs/where/properties/line/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              if (vErrors.length < 20000) vErrors.push(err15);
            }
            errors++;
          }
          if (typeof data3 == 'number' && isFinite(data3)) {
            if (data3 < 1 || isNaN(data3)) {
              const err16 = {
                instancePath: instancePath + '/where/line',
                schemaPath: '#/$defs/where/properties/line/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                if (vErrors.length < 20000) vErrors.push(err16);
              }
              errors++;
            }
          }
        }
      } else {
        const err17 = {
          instancePath: instancePath + '/where',
          schemaPath: '#/$defs/where/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          if (vErrors.length < 20000) vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.mode !== undefined) {
      let data4 = data.mode;
      if (!(data4 === 'warn' || data4 === 'require')) {
        const err18 = {
          instancePath: instancePath + '/mode',
          schemaPath: '#/properties/mode/enum',
          keyword: 'enum',
          params: { allowedValues: schema39.properties.mode.enum },
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          if (vErrors.length < 20000) vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.satisfied !== undefined) {
      if (typeof data.satisfied !== 'boolean') {
        const err19 = {
          instancePath: instancePath + '/satisfied',
          schemaPath: '#/properties/satisfied/type',
          keyword: 'type',
          params: { type: 'boolean' },
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          if (vErrors.length < 20000) vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.level !== undefined) {
      let data6 = data.level;
      if (!(data6 === 1 || data6 === 2 || data6 === 3)) {
        const err20 = {
          instancePath: instancePath + '/level',
          schemaPath: '#/properties/level/enum',
          keyword: 'enum',
          params: { allowedValues: schema39.properties.level.enum },
        };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          if (vErrors.length < 20000) vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.by !== undefined) {
      let data7 = data.by;
      if (Array.isArray(data7)) {
        const len0 = data7.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data7[i0] !== 'string') {
            const err21 = {
              instancePath: instancePath + '/by/' + i0,
              schemaPath: '#/$defs/texts/items/type',
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
          instancePath: instancePath + '/by',
          schemaPath: '#/$defs/texts/type',
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
    if (data.signedBy !== undefined) {
      let data9 = data.signedBy;
      if (Array.isArray(data9)) {
        const len1 = data9.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (typeof data9[i1] !== 'string') {
            const err23 = {
              instancePath: instancePath + '/signedBy/' + i1,
              schemaPath: '#/$defs/texts/items/type',
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
          instancePath: instancePath + '/signedBy',
          schemaPath: '#/$defs/texts/type',
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
    if (data.accepted !== undefined) {
      let data11 = data.accepted;
      if (Array.isArray(data11)) {
        const len2 = data11.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data12 = data11[i2];
          if (typeof data12 === 'string') {
            if (!pattern0.test(data12)) {
              const err25 = {
                instancePath: instancePath + '/accepted/' + i2,
                schemaPath: '#/$defs/digest/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
              };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                if (vErrors.length < 20000) vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = {
              instancePath: instancePath + '/accepted/' + i2,
              schemaPath: '#/$defs/digest/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              if (vErrors.length < 20000) vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = {
          instancePath: instancePath + '/accepted',
          schemaPath: '#/properties/accepted/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          if (vErrors.length < 20000) vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.violations !== undefined) {
      let data13 = data.violations;
      if (Array.isArray(data13)) {
        const len3 = data13.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (typeof data13[i3] !== 'string') {
            const err28 = {
              instancePath: instancePath + '/violations/' + i3,
              schemaPath: '#/$defs/texts/items/type',
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
          instancePath: instancePath + '/violations',
          schemaPath: '#/$defs/texts/type',
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
    if (data.notes !== undefined) {
      let data15 = data.notes;
      if (Array.isArray(data15)) {
        const len4 = data15.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (typeof data15[i4] !== 'string') {
            const err30 = {
              instancePath: instancePath + '/notes/' + i4,
              schemaPath: '#/$defs/texts/items/type',
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
          instancePath: instancePath + '/notes',
          schemaPath: '#/$defs/texts/type',
          keyword: 'type',
          params: { type: 'array' },
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
    const err32 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err32];
    } else {
      if (vErrors.length < 20000) vErrors.push(err32);
    }
    errors++;
  }
  validate14.errors = vErrors;
  return errors === 0;
}

function validate13(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs1 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs2 = errors;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.kind !== undefined) {
      let data0 = data.kind;
      if (!(data0 === 'copy' || data0 === 'tag' || data0 === 'attach' || data0 === 'sign')) {
        const err0 = {
          instancePath: instancePath + '/kind',
          schemaPath: '#/oneOf/0/properties/kind/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.oneOf[0].properties.kind.enum },
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          if (vErrors.length < 20000) vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.state !== undefined) {
      let data1 = data.state;
      if (!(data1 === 'planned' || data1 === 'promoted' || data1 === 'existing' || data1 === 'failed')) {
        const err1 = {
          instancePath: instancePath + '/state',
          schemaPath: '#/oneOf/0/properties/state/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.oneOf[0].properties.state.enum },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          if (vErrors.length < 20000) vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.digest !== undefined) {
      let data2 = data.digest;
      if (typeof data2 === 'string') {
        if (!pattern0.test(data2)) {
          const err2 = {
            instancePath: instancePath + '/digest',
            schemaPath: '#/$defs/digest/pattern',
            keyword: 'pattern',
            params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
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
          instancePath: instancePath + '/digest',
          schemaPath: '#/$defs/digest/type',
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
  }
  var _valid0 = _errs2 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs8 = errors;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.reason === undefined) {
      const err4 = {
        instancePath,
        schemaPath: '#/oneOf/1/required',
        keyword: 'required',
        params: { missingProperty: 'reason' },
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        if (vErrors.length < 20000) vErrors.push(err4);
      }
      errors++;
    }
    if (data.kind !== undefined) {
      let data3 = data.kind;
      if (!(
        data3 === 'tag-moved' ||
        data3 === 'missing-source' ||
        data3 === 'invalid-manifest' ||
        data3 === 'conflict' ||
        data3 === 'unreachable' ||
        data3 === 'safety-stop' ||
        data3 === 'provenance'
      )) {
        const err5 = {
          instancePath: instancePath + '/kind',
          schemaPath: '#/oneOf/1/properties/kind/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.oneOf[1].properties.kind.enum },
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          if (vErrors.length < 20000) vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.state !== undefined) {
      if ('blocked' !== data.state) {
        const err6 = {
          instancePath: instancePath + '/state',
          schemaPath: '#/oneOf/1/properties/state/const',
          keyword: 'const',
          params: { allowedValue: 'blocked' },
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          if (vErrors.length < 20000) vErrors.push(err6);
        }
        errors++;
      }
    }
  }
  var _valid0 = _errs8 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
  }
  if (!valid0) {
    const err7 = {
      instancePath,
      schemaPath: '#/oneOf',
      keyword: 'oneOf',
      params: { passingSchemas: passing0 },
    };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      if (vErrors.length < 20000) vErrors.push(err7);
    }
    errors++;
  } else {
    errors = _errs1;
    if (vErrors !== null) {
      if (_errs1) {
        vErrors.length = _errs1;
      } else {
        vErrors = null;
      }
    }
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.kind === undefined) {
      const err8 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'kind' },
      };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        if (vErrors.length < 20000) vErrors.push(err8);
      }
      errors++;
    }
    if (data.state === undefined) {
      const err9 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'state' },
      };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        if (vErrors.length < 20000) vErrors.push(err9);
      }
      errors++;
    }
    if (data.image === undefined) {
      const err10 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'image' },
      };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        if (vErrors.length < 20000) vErrors.push(err10);
      }
      errors++;
    }
    if (data.digest === undefined) {
      const err11 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'digest' },
      };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        if (vErrors.length < 20000) vErrors.push(err11);
      }
      errors++;
    }
    if (data.tags === undefined) {
      const err12 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'tags' },
      };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        if (vErrors.length < 20000) vErrors.push(err12);
      }
      errors++;
    }
    if (data.source === undefined) {
      const err13 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'source' },
      };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        if (vErrors.length < 20000) vErrors.push(err13);
      }
      errors++;
    }
    if (data.destination === undefined) {
      const err14 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'destination' },
      };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        if (vErrors.length < 20000) vErrors.push(err14);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema33.properties, key0)) {
        const err15 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          if (vErrors.length < 20000) vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.kind !== undefined) {
      let data5 = data.kind;
      if (!(
        data5 === 'copy' ||
        data5 === 'tag' ||
        data5 === 'attach' ||
        data5 === 'sign' ||
        data5 === 'tag-moved' ||
        data5 === 'missing-source' ||
        data5 === 'invalid-manifest' ||
        data5 === 'conflict' ||
        data5 === 'unreachable' ||
        data5 === 'safety-stop' ||
        data5 === 'provenance'
      )) {
        const err16 = {
          instancePath: instancePath + '/kind',
          schemaPath: '#/properties/kind/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.properties.kind.enum },
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          if (vErrors.length < 20000) vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.state !== undefined) {
      let data6 = data.state;
      if (!(
        data6 === 'planned' ||
        data6 === 'promoted' ||
        data6 === 'existing' ||
        data6 === 'blocked' ||
        data6 === 'failed'
      )) {
        const err17 = {
          instancePath: instancePath + '/state',
          schemaPath: '#/properties/state/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.properties.state.enum },
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          if (vErrors.length < 20000) vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.image !== undefined) {
      if (typeof data.image !== 'string') {
        const err18 = {
          instancePath: instancePath + '/image',
          schemaPath: '#/properties/image/type',
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
    if (data.digest !== undefined) {
      if (typeof data.digest !== 'string') {
        const err19 = {
          instancePath: instancePath + '/digest',
          schemaPath: '#/properties/digest/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          if (vErrors.length < 20000) vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.tags !== undefined) {
      let data9 = data.tags;
      if (Array.isArray(data9)) {
        const len0 = data9.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data9[i0] !== 'string') {
            const err20 = {
              instancePath: instancePath + '/tags/' + i0,
              schemaPath: '#/properties/tags/items/type',
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
        let i1 = data9.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--;) {
            let item0 = data9[i1];
            if (typeof item0 !== 'string') {
              continue;
            }
            if (typeof indices0[item0] == 'number') {
              j0 = indices0[item0];
              const err21 = {
                instancePath: instancePath + '/tags',
                schemaPath: '#/properties/tags/uniqueItems',
                keyword: 'uniqueItems',
                params: { i: i1, j: j0 },
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                if (vErrors.length < 20000) vErrors.push(err21);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err22 = {
          instancePath: instancePath + '/tags',
          schemaPath: '#/properties/tags/type',
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
    if (data.source !== undefined) {
      if (typeof data.source !== 'string') {
        const err23 = {
          instancePath: instancePath + '/source',
          schemaPath: '#/properties/source/type',
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
    if (data.attached !== undefined) {
      let data12 = data.attached;
      if (data12 && typeof data12 == 'object' && !Array.isArray(data12)) {
        if (data12.image === undefined) {
          const err24 = {
            instancePath: instancePath + '/attached',
            schemaPath: '#/properties/attached/required',
            keyword: 'required',
            params: { missingProperty: 'image' },
          };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            if (vErrors.length < 20000) vErrors.push(err24);
          }
          errors++;
        }
        if (data12.on === undefined) {
          const err25 = {
            instancePath: instancePath + '/attached',
            schemaPath: '#/properties/attached/required',
            keyword: 'required',
            params: { missingProperty: 'on' },
          };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            if (vErrors.length < 20000) vErrors.push(err25);
          }
          errors++;
        }
        if (data12.type === undefined) {
          const err26 = {
            instancePath: instancePath + '/attached',
            schemaPath: '#/properties/attached/required',
            keyword: 'required',
            params: { missingProperty: 'type' },
          };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            if (vErrors.length < 20000) vErrors.push(err26);
          }
          errors++;
        }
        if (data12.signedBy === undefined) {
          const err27 = {
            instancePath: instancePath + '/attached',
            schemaPath: '#/properties/attached/required',
            keyword: 'required',
            params: { missingProperty: 'signedBy' },
          };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            if (vErrors.length < 20000) vErrors.push(err27);
          }
          errors++;
        }
        for (const key1 in data12) {
          if (!(key1 === 'image' || key1 === 'on' || key1 === 'type' || key1 === 'signedBy')) {
            const err28 = {
              instancePath: instancePath + '/attached',
              schemaPath: '#/properties/attached/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
            };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              if (vErrors.length < 20000) vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data12.image !== undefined) {
          let data13 = data12.image;
          if (typeof data13 === 'string') {
            if (!pattern0.test(data13)) {
              const err29 = {
                instancePath: instancePath + '/attached/image',
                schemaPath: '#/$defs/digest/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
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
              instancePath: instancePath + '/attached/image',
              schemaPath: '#/$defs/digest/type',
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
        if (data12.on !== undefined) {
          let data14 = data12.on;
          if (typeof data14 === 'string') {
            if (!pattern0.test(data14)) {
              const err31 = {
                instancePath: instancePath + '/attached/on',
                schemaPath: '#/$defs/digest/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
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
              instancePath: instancePath + '/attached/on',
              schemaPath: '#/$defs/digest/type',
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
        if (data12.type !== undefined) {
          if (typeof data12.type !== 'string') {
            const err33 = {
              instancePath: instancePath + '/attached/type',
              schemaPath: '#/properties/attached/properties/type/type',
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
        if (data12.signedBy !== undefined) {
          let data16 = data12.signedBy;
          if (Array.isArray(data16)) {
            const len1 = data16.length;
            for (let i2 = 0; i2 < len1; i2++) {
              if (typeof data16[i2] !== 'string') {
                const err34 = {
                  instancePath: instancePath + '/attached/signedBy/' + i2,
                  schemaPath: '#/properties/attached/properties/signedBy/items/type',
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
              instancePath: instancePath + '/attached/signedBy',
              schemaPath: '#/properties/attached/properties/signedBy/type',
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
      } else {
        const err36 = {
          instancePath: instancePath + '/attached',
          schemaPath: '#/properties/attached/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          if (vErrors.length < 20000) vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.signs !== undefined) {
      let data18 = data.signs;
      if (data18 && typeof data18 == 'object' && !Array.isArray(data18)) {
        if (data18.image === undefined) {
          const err37 = {
            instancePath: instancePath + '/signs',
            schemaPath: '#/properties/signs/required',
            keyword: 'required',
            params: { missingProperty: 'image' },
          };
          if (vErrors === null) {
            vErrors = [err37];
          } else {
            if (vErrors.length < 20000) vErrors.push(err37);
          }
          errors++;
        }
        if (data18.kinds === undefined) {
          const err38 = {
            instancePath: instancePath + '/signs',
            schemaPath: '#/properties/signs/required',
            keyword: 'required',
            params: { missingProperty: 'kinds' },
          };
          if (vErrors === null) {
            vErrors = [err38];
          } else {
            if (vErrors.length < 20000) vErrors.push(err38);
          }
          errors++;
        }
        for (const key2 in data18) {
          if (!(key2 === 'image' || key2 === 'kinds' || key2 === 'from')) {
            const err39 = {
              instancePath: instancePath + '/signs',
              schemaPath: '#/properties/signs/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
            };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              if (vErrors.length < 20000) vErrors.push(err39);
            }
            errors++;
          }
        }
        if (data18.image !== undefined) {
          let data19 = data18.image;
          if (typeof data19 === 'string') {
            if (!pattern0.test(data19)) {
              const err40 = {
                instancePath: instancePath + '/signs/image',
                schemaPath: '#/$defs/digest/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
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
              instancePath: instancePath + '/signs/image',
              schemaPath: '#/$defs/digest/type',
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
        if (data18.kinds !== undefined) {
          let data20 = data18.kinds;
          if (Array.isArray(data20)) {
            if (data20.length < 1) {
              const err42 = {
                instancePath: instancePath + '/signs/kinds',
                schemaPath: '#/properties/signs/properties/kinds/minItems',
                keyword: 'minItems',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                if (vErrors.length < 20000) vErrors.push(err42);
              }
              errors++;
            }
            const len2 = data20.length;
            for (let i3 = 0; i3 < len2; i3++) {
              let data21 = data20[i3];
              if (!(
                data21 === 'signature' ||
                data21 === 'signature-bundle' ||
                data21 === 'record' ||
                data21 === 'summary'
              )) {
                const err43 = {
                  instancePath: instancePath + '/signs/kinds/' + i3,
                  schemaPath: '#/properties/signs/properties/kinds/items/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema33.properties.signs.properties.kinds.items.enum },
                };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err43);
                }
                errors++;
              }
            }
          } else {
            const err44 = {
              instancePath: instancePath + '/signs/kinds',
              schemaPath: '#/properties/signs/properties/kinds/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              if (vErrors.length < 20000) vErrors.push(err44);
            }
            errors++;
          }
        }
        if (data18.from !== undefined) {
          if (typeof data18.from !== 'string') {
            const err45 = {
              instancePath: instancePath + '/signs/from',
              schemaPath: '#/properties/signs/properties/from/type',
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
          instancePath: instancePath + '/signs',
          schemaPath: '#/properties/signs/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          if (vErrors.length < 20000) vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.destination !== undefined) {
      if (typeof data.destination !== 'string') {
        const err47 = {
          instancePath: instancePath + '/destination',
          schemaPath: '#/properties/destination/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          if (vErrors.length < 20000) vErrors.push(err47);
        }
        errors++;
      }
    }
    if (data.reason !== undefined) {
      if (typeof data.reason !== 'string') {
        const err48 = {
          instancePath: instancePath + '/reason',
          schemaPath: '#/properties/reason/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err48];
        } else {
          if (vErrors.length < 20000) vErrors.push(err48);
        }
        errors++;
      }
    }
    if (data.failure !== undefined) {
      let data25 = data.failure;
      if (data25 && typeof data25 == 'object' && !Array.isArray(data25)) {
        if (data25.code === undefined) {
          const err49 = {
            instancePath: instancePath + '/failure',
            schemaPath: '#/$defs/failure/required',
            keyword: 'required',
            params: { missingProperty: 'code' },
          };
          if (vErrors === null) {
            vErrors = [err49];
          } else {
            if (vErrors.length < 20000) vErrors.push(err49);
          }
          errors++;
        }
        if (data25.reason === undefined) {
          const err50 = {
            instancePath: instancePath + '/failure',
            schemaPath: '#/$defs/failure/required',
            keyword: 'required',
            params: { missingProperty: 'reason' },
          };
          if (vErrors === null) {
            vErrors = [err50];
          } else {
            if (vErrors.length < 20000) vErrors.push(err50);
          }
          errors++;
        }
        for (const key3 in data25) {
          if (!(
            key3 === 'code' ||
            key3 === 'reason' ||
            key3 === 'remedy' ||
            key3 === 'host' ||
            key3 === 'request' ||
            key3 === 'status' ||
            key3 === 'registryCode'
          )) {
            const err51 = {
              instancePath: instancePath + '/failure',
              schemaPath: '#/$defs/failure/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key3 },
            };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              if (vErrors.length < 20000) vErrors.push(err51);
            }
            errors++;
          }
        }
        if (data25.code !== undefined) {
          let data26 = data25.code;
          if (!(
            data26 === 'UNAUTHORIZED' ||
            data26 === 'DENIED' ||
            data26 === 'NOT_FOUND' ||
            data26 === 'RATE_LIMITED' ||
            data26 === 'UNAVAILABLE' ||
            data26 === 'REFUSED' ||
            data26 === 'INVALID_ANSWER' ||
            data26 === 'UNKNOWN_HOST' ||
            data26 === 'CONNECTION' ||
            data26 === 'TIMEOUT' ||
            data26 === 'TLS' ||
            data26 === 'TOO_LARGE' ||
            data26 === 'REFUSED_BY_POLICY' ||
            data26 === 'CREDENTIALS' ||
            data26 === 'NOT_ASKED' ||
            data26 === 'CONTRADICTION' ||
            data26 === 'DIGEST_MISMATCH' ||
            data26 === 'INVALID_MANIFEST' ||
            data26 === 'OTHER'
          )) {
            const err52 = {
              instancePath: instancePath + '/failure/code',
              schemaPath: '#/$defs/failure/properties/code/enum',
              keyword: 'enum',
              params: { allowedValues: schema38.properties.code.enum },
            };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              if (vErrors.length < 20000) vErrors.push(err52);
            }
            errors++;
          }
        }
        if (data25.reason !== undefined) {
          if (typeof data25.reason !== 'string') {
            const err53 = {
              instancePath: instancePath + '/failure/reason',
              schemaPath: '#/$defs/failure/properties/reason/type',
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
        if (data25.remedy !== undefined) {
          if (typeof data25.remedy !== 'string') {
            const err54 = {
              instancePath: instancePath + '/failure/remedy',
              schemaPath: '#/$defs/failure/properties/remedy/type',
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
        if (data25.host !== undefined) {
          if (typeof data25.host !== 'string') {
            const err55 = {
              instancePath: instancePath + '/failure/host',
              schemaPath: '#/$defs/failure/properties/host/type',
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
        if (data25.request !== undefined) {
          let data30 = data25.request;
          if (data30 && typeof data30 == 'object' && !Array.isArray(data30)) {
            if (data30.method === undefined) {
              const err56 = {
                instancePath: instancePath + '/failure/request',
                schemaPath: '#/$defs/failure/properties/request/required',
                keyword: 'required',
                params: { missingProperty: 'method' },
              };
              if (vErrors === null) {
                vErrors = [err56];
              } else {
                if (vErrors.length < 20000) vErrors.push(err56);
              }
              errors++;
            }
            if (data30.url === undefined) {
              const err57 = {
                instancePath: instancePath + '/failure/request',
                schemaPath: '#/$defs/failure/properties/request/required',
                keyword: 'required',
                params: { missingProperty: 'url' },
              };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                if (vErrors.length < 20000) vErrors.push(err57);
              }
              errors++;
            }
            for (const key4 in data30) {
              if (!(key4 === 'method' || key4 === 'url')) {
                const err58 = {
                  instancePath: instancePath + '/failure/request',
                  schemaPath: '#/$defs/failure/properties/request/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key4 },
                };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err58);
                }
                errors++;
              }
            }
            if (data30.method !== undefined) {
              if (typeof data30.method !== 'string') {
                const err59 = {
                  instancePath: instancePath + '/failure/request/method',
                  schemaPath: '#/$defs/failure/properties/request/properties/method/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err59);
                }
                errors++;
              }
            }
            if (data30.url !== undefined) {
              if (typeof data30.url !== 'string') {
                const err60 = {
                  instancePath: instancePath + '/failure/request/url',
                  schemaPath: '#/$defs/failure/properties/request/properties/url/type',
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
          } else {
            const err61 = {
              instancePath: instancePath + '/failure/request',
              schemaPath: '#/$defs/failure/properties/request/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              if (vErrors.length < 20000) vErrors.push(err61);
            }
            errors++;
          }
        }
        if (data25.status !== undefined) {
          let data33 = data25.status;
          if (!(typeof data33 == 'number' && !(data33 % 1) && !isNaN(data33) && isFinite(data33))) {
            const err62 = {
              instancePath: instancePath + '/failure/status',
              schemaPath: '#/$defs/failure/properties/status/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err62];
            } else {
              if (vErrors.length < 20000) vErrors.push(err62);
            }
            errors++;
          }
          if (typeof data33 == 'number' && isFinite(data33)) {
            if (data33 > 599 || isNaN(data33)) {
              const err63 = {
                instancePath: instancePath + '/failure/status',
                schemaPath: '#/$defs/failure/properties/status/maximum',
                keyword: 'maximum',
                params: { comparison: '<=', limit: 599 },
              };
              if (vErrors === null) {
                vErrors = [err63];
              } else {
                if (vErrors.length < 20000) vErrors.push(err63);
              }
              errors++;
            }
            if (data33 < 100 || isNaN(data33)) {
              const err64 = {
                instancePath: instancePath + '/failure/status',
                schemaPath: '#/$defs/failure/properties/status/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 100 },
              };
              if (vErrors === null) {
                vErrors = [err64];
              } else {
                if (vErrors.length < 20000) vErrors.push(err64);
              }
              errors++;
            }
          }
        }
        if (data25.registryCode !== undefined) {
          if (typeof data25.registryCode !== 'string') {
            const err65 = {
              instancePath: instancePath + '/failure/registryCode',
              schemaPath: '#/$defs/failure/properties/registryCode/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err65];
            } else {
              if (vErrors.length < 20000) vErrors.push(err65);
            }
            errors++;
          }
        }
      } else {
        const err66 = {
          instancePath: instancePath + '/failure',
          schemaPath: '#/$defs/failure/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err66];
        } else {
          if (vErrors.length < 20000) vErrors.push(err66);
        }
        errors++;
      }
    }
    if (data.side !== undefined) {
      let data35 = data.side;
      if (!(data35 === 'source' || data35 === 'destination')) {
        const err67 = {
          instancePath: instancePath + '/side',
          schemaPath: '#/properties/side/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.properties.side.enum },
        };
        if (vErrors === null) {
          vErrors = [err67];
        } else {
          if (vErrors.length < 20000) vErrors.push(err67);
        }
        errors++;
      }
    }
    if (data.operation !== undefined) {
      if (typeof data.operation !== 'string') {
        const err68 = {
          instancePath: instancePath + '/operation',
          schemaPath: '#/properties/operation/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err68];
        } else {
          if (vErrors.length < 20000) vErrors.push(err68);
        }
        errors++;
      }
    }
    if (data.holder !== undefined) {
      if (typeof data.holder !== 'string') {
        const err69 = {
          instancePath: instancePath + '/holder',
          schemaPath: '#/properties/holder/type',
          keyword: 'type',
          params: { type: 'string' },
        };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          if (vErrors.length < 20000) vErrors.push(err69);
        }
        errors++;
      }
    }
    if (data.proof !== undefined) {
      let data38 = data.proof;
      if (Array.isArray(data38)) {
        const len3 = data38.length;
        for (let i4 = 0; i4 < len3; i4++) {
          if (
            !validate14(data38[i4], {
              instancePath: instancePath + '/proof/' + i4,
              parentData: data38,
              parentDataProperty: i4,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err70 = {
          instancePath: instancePath + '/proof',
          schemaPath: '#/properties/proof/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err70];
        } else {
          if (vErrors.length < 20000) vErrors.push(err70);
        }
        errors++;
      }
    }
    if (data.where !== undefined) {
      let data40 = data.where;
      if (data40 && typeof data40 == 'object' && !Array.isArray(data40)) {
        if (data40.file === undefined) {
          const err71 = {
            instancePath: instancePath + '/where',
            schemaPath: '#/$defs/where/required',
            keyword: 'required',
            params: { missingProperty: 'file' },
          };
          if (vErrors === null) {
            vErrors = [err71];
          } else {
            if (vErrors.length < 20000) vErrors.push(err71);
          }
          errors++;
        }
        if (data40.line === undefined) {
          const err72 = {
            instancePath: instancePath + '/where',
            schemaPath: '#/$defs/where/required',
            keyword: 'required',
            params: { missingProperty: 'line' },
          };
          if (vErrors === null) {
            vErrors = [err72];
          } else {
            if (vErrors.length < 20000) vErrors.push(err72);
          }
          errors++;
        }
        for (const key5 in data40) {
          if (!(key5 === 'file' || key5 === 'line')) {
            const err73 = {
              instancePath: instancePath + '/where',
              schemaPath: '#/$defs/where/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key5 },
            };
            if (vErrors === null) {
              vErrors = [err73];
            } else {
              if (vErrors.length < 20000) vErrors.push(err73);
            }
            errors++;
          }
        }
        if (data40.file !== undefined) {
          if (typeof data40.file !== 'string') {
            const err74 = {
              instancePath: instancePath + '/where/file',
              schemaPath: '#/$defs/where/properties/file/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err74];
            } else {
              if (vErrors.length < 20000) vErrors.push(err74);
            }
            errors++;
          }
        }
        if (data40.line !== undefined) {
          let data42 = data40.line;
          if (!(typeof data42 == 'number' && !(data42 % 1) && !isNaN(data42) && isFinite(data42))) {
            const err75 = {
              instancePath: instancePath + '/where/line',
              schemaPath: '#/$defs/where/properties/line/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              if (vErrors.length < 20000) vErrors.push(err75);
            }
            errors++;
          }
          if (typeof data42 == 'number' && isFinite(data42)) {
            if (data42 < 1 || isNaN(data42)) {
              const err76 = {
                instancePath: instancePath + '/where/line',
                schemaPath: '#/$defs/where/properties/line/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err76];
              } else {
                if (vErrors.length < 20000) vErrors.push(err76);
              }
              errors++;
            }
          }
        }
      } else {
        const err77 = {
          instancePath: instancePath + '/where',
          schemaPath: '#/$defs/where/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err77];
        } else {
          if (vErrors.length < 20000) vErrors.push(err77);
        }
        errors++;
      }
    }
  } else {
    const err78 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err78];
    } else {
      if (vErrors.length < 20000) vErrors.push(err78);
    }
    errors++;
  }
  validate13.errors = vErrors;
  return errors === 0;
}

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="validatePromotionReport" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.version === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'version' },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        if (vErrors.length < 20000) vErrors.push(err0);
      }
      errors++;
    }
    if (data.command === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'command' },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        if (vErrors.length < 20000) vErrors.push(err1);
      }
      errors++;
    }
    if (data.summary === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'summary' },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        if (vErrors.length < 20000) vErrors.push(err2);
      }
      errors++;
    }
    if (data.items === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'items' },
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        if (vErrors.length < 20000) vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err4 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          if (vErrors.length < 20000) vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.version !== undefined) {
      if (1 !== data.version) {
        const err5 = {
          instancePath: instancePath + '/version',
          schemaPath: '#/properties/version/const',
          keyword: 'const',
          params: { allowedValue: 1 },
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          if (vErrors.length < 20000) vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.command !== undefined) {
      let data1 = data.command;
      if (!(data1 === 'plan' || data1 === 'promote')) {
        const err6 = {
          instancePath: instancePath + '/command',
          schemaPath: '#/properties/command/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.command.enum },
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          if (vErrors.length < 20000) vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.summary !== undefined) {
      let data2 = data.summary;
      if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
        if (data2.planned === undefined) {
          const err7 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'planned' },
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            if (vErrors.length < 20000) vErrors.push(err7);
          }
          errors++;
        }
        if (data2.promoted === undefined) {
          const err8 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'promoted' },
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            if (vErrors.length < 20000) vErrors.push(err8);
          }
          errors++;
        }
        if (data2.tagged === undefined) {
          const err9 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'tagged' },
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            if (vErrors.length < 20000) vErrors.push(err9);
          }
          errors++;
        }
        if (data2.attached === undefined) {
          const err10 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'attached' },
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            if (vErrors.length < 20000) vErrors.push(err10);
          }
          errors++;
        }
        if (data2.signed === undefined) {
          const err11 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'signed' },
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            if (vErrors.length < 20000) vErrors.push(err11);
          }
          errors++;
        }
        if (data2.existing === undefined) {
          const err12 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'existing' },
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            if (vErrors.length < 20000) vErrors.push(err12);
          }
          errors++;
        }
        if (data2.blocked === undefined) {
          const err13 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'blocked' },
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            if (vErrors.length < 20000) vErrors.push(err13);
          }
          errors++;
        }
        if (data2.failed === undefined) {
          const err14 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'failed' },
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            if (vErrors.length < 20000) vErrors.push(err14);
          }
          errors++;
        }
        if (data2.requests === undefined) {
          const err15 = {
            instancePath: instancePath + '/summary',
            schemaPath: '#/properties/summary/required',
            keyword: 'required',
            params: { missingProperty: 'requests' },
          };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            if (vErrors.length < 20000) vErrors.push(err15);
          }
          errors++;
        }
        for (const key1 in data2) {
          if (!func2.call(schema11.properties.summary.properties, key1)) {
            const err16 = {
              instancePath: instancePath + '/summary',
              schemaPath: '#/properties/summary/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              if (vErrors.length < 20000) vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data2.planned !== undefined) {
          let data3 = data2.planned;
          if (!(typeof data3 == 'number' && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
            const err17 = {
              instancePath: instancePath + '/summary/planned',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              if (vErrors.length < 20000) vErrors.push(err17);
            }
            errors++;
          }
          if (typeof data3 == 'number' && isFinite(data3)) {
            if (data3 < 0 || isNaN(data3)) {
              const err18 = {
                instancePath: instancePath + '/summary/planned',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                if (vErrors.length < 20000) vErrors.push(err18);
              }
              errors++;
            }
          }
        }
        if (data2.promoted !== undefined) {
          let data4 = data2.promoted;
          if (!(typeof data4 == 'number' && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
            const err19 = {
              instancePath: instancePath + '/summary/promoted',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              if (vErrors.length < 20000) vErrors.push(err19);
            }
            errors++;
          }
          if (typeof data4 == 'number' && isFinite(data4)) {
            if (data4 < 0 || isNaN(data4)) {
              const err20 = {
                instancePath: instancePath + '/summary/promoted',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                if (vErrors.length < 20000) vErrors.push(err20);
              }
              errors++;
            }
          }
        }
        if (data2.tagged !== undefined) {
          let data5 = data2.tagged;
          if (!(typeof data5 == 'number' && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
            const err21 = {
              instancePath: instancePath + '/summary/tagged',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              if (vErrors.length < 20000) vErrors.push(err21);
            }
            errors++;
          }
          if (typeof data5 == 'number' && isFinite(data5)) {
            if (data5 < 0 || isNaN(data5)) {
              const err22 = {
                instancePath: instancePath + '/summary/tagged',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
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
        if (data2.attached !== undefined) {
          let data6 = data2.attached;
          if (!(typeof data6 == 'number' && !(data6 % 1) && !isNaN(data6) && isFinite(data6))) {
            const err23 = {
              instancePath: instancePath + '/summary/attached',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              if (vErrors.length < 20000) vErrors.push(err23);
            }
            errors++;
          }
          if (typeof data6 == 'number' && isFinite(data6)) {
            if (data6 < 0 || isNaN(data6)) {
              const err24 = {
                instancePath: instancePath + '/summary/attached',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                if (vErrors.length < 20000) vErrors.push(err24);
              }
              errors++;
            }
          }
        }
        if (data2.signed !== undefined) {
          let data7 = data2.signed;
          if (!(typeof data7 == 'number' && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
            const err25 = {
              instancePath: instancePath + '/summary/signed',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              if (vErrors.length < 20000) vErrors.push(err25);
            }
            errors++;
          }
          if (typeof data7 == 'number' && isFinite(data7)) {
            if (data7 < 0 || isNaN(data7)) {
              const err26 = {
                instancePath: instancePath + '/summary/signed',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                if (vErrors.length < 20000) vErrors.push(err26);
              }
              errors++;
            }
          }
        }
        if (data2.existing !== undefined) {
          let data8 = data2.existing;
          if (!(typeof data8 == 'number' && !(data8 % 1) && !isNaN(data8) && isFinite(data8))) {
            const err27 = {
              instancePath: instancePath + '/summary/existing',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              if (vErrors.length < 20000) vErrors.push(err27);
            }
            errors++;
          }
          if (typeof data8 == 'number' && isFinite(data8)) {
            if (data8 < 0 || isNaN(data8)) {
              const err28 = {
                instancePath: instancePath + '/summary/existing',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                if (vErrors.length < 20000) vErrors.push(err28);
              }
              errors++;
            }
          }
        }
        if (data2.blocked !== undefined) {
          let data9 = data2.blocked;
          if (!(typeof data9 == 'number' && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
            const err29 = {
              instancePath: instancePath + '/summary/blocked',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              if (vErrors.length < 20000) vErrors.push(err29);
            }
            errors++;
          }
          if (typeof data9 == 'number' && isFinite(data9)) {
            if (data9 < 0 || isNaN(data9)) {
              const err30 = {
                instancePath: instancePath + '/summary/blocked',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                if (vErrors.length < 20000) vErrors.push(err30);
              }
              errors++;
            }
          }
        }
        if (data2.failed !== undefined) {
          let data10 = data2.failed;
          if (!(typeof data10 == 'number' && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
            const err31 = {
              instancePath: instancePath + '/summary/failed',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              if (vErrors.length < 20000) vErrors.push(err31);
            }
            errors++;
          }
          if (typeof data10 == 'number' && isFinite(data10)) {
            if (data10 < 0 || isNaN(data10)) {
              const err32 = {
                instancePath: instancePath + '/summary/failed',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                if (vErrors.length < 20000) vErrors.push(err32);
              }
              errors++;
            }
          }
        }
        if (data2.requests !== undefined) {
          let data11 = data2.requests;
          if (!(typeof data11 == 'number' && !(data11 % 1) && !isNaN(data11) && isFinite(data11))) {
            const err33 = {
              instancePath: instancePath + '/summary/requests',
              schemaPath: '#/$defs/amount/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              if (vErrors.length < 20000) vErrors.push(err33);
            }
            errors++;
          }
          if (typeof data11 == 'number' && isFinite(data11)) {
            if (data11 < 0 || isNaN(data11)) {
              const err34 = {
                instancePath: instancePath + '/summary/requests',
                schemaPath: '#/$defs/amount/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                if (vErrors.length < 20000) vErrors.push(err34);
              }
              errors++;
            }
          }
        }
      } else {
        const err35 = {
          instancePath: instancePath + '/summary',
          schemaPath: '#/properties/summary/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          if (vErrors.length < 20000) vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.shard !== undefined) {
      let data12 = data.shard;
      if (data12 && typeof data12 == 'object' && !Array.isArray(data12)) {
        if (data12.index === undefined) {
          const err36 = {
            instancePath: instancePath + '/shard',
            schemaPath: '#/$defs/shard/required',
            keyword: 'required',
            params: { missingProperty: 'index' },
          };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            if (vErrors.length < 20000) vErrors.push(err36);
          }
          errors++;
        }
        if (data12.count === undefined) {
          const err37 = {
            instancePath: instancePath + '/shard',
            schemaPath: '#/$defs/shard/required',
            keyword: 'required',
            params: { missingProperty: 'count' },
          };
          if (vErrors === null) {
            vErrors = [err37];
          } else {
            if (vErrors.length < 20000) vErrors.push(err37);
          }
          errors++;
        }
        for (const key2 in data12) {
          if (!(key2 === 'index' || key2 === 'count')) {
            const err38 = {
              instancePath: instancePath + '/shard',
              schemaPath: '#/$defs/shard/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
            };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              if (vErrors.length < 20000) vErrors.push(err38);
            }
            errors++;
          }
        }
        if (data12.index !== undefined) {
          let data13 = data12.index;
          if (!(typeof data13 == 'number' && !(data13 % 1) && !isNaN(data13) && isFinite(data13))) {
            const err39 = {
              instancePath: instancePath + '/shard/index',
              schemaPath: '#/$defs/shard/properties/index/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              if (vErrors.length < 20000) vErrors.push(err39);
            }
            errors++;
          }
          if (typeof data13 == 'number' && isFinite(data13)) {
            if (data13 < 0 || isNaN(data13)) {
              const err40 = {
                instancePath: instancePath + '/shard/index',
                schemaPath: '#/$defs/shard/properties/index/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 0 },
              };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                if (vErrors.length < 20000) vErrors.push(err40);
              }
              errors++;
            }
          }
        }
        if (data12.count !== undefined) {
          let data14 = data12.count;
          if (!(typeof data14 == 'number' && !(data14 % 1) && !isNaN(data14) && isFinite(data14))) {
            const err41 = {
              instancePath: instancePath + '/shard/count',
              schemaPath: '#/$defs/shard/properties/count/type',
              keyword: 'type',
              params: { type: 'integer' },
            };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              if (vErrors.length < 20000) vErrors.push(err41);
            }
            errors++;
          }
          if (typeof data14 == 'number' && isFinite(data14)) {
            if (data14 < 1 || isNaN(data14)) {
              const err42 = {
                instancePath: instancePath + '/shard/count',
                schemaPath: '#/$defs/shard/properties/count/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 1 },
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
      } else {
        const err43 = {
          instancePath: instancePath + '/shard',
          schemaPath: '#/$defs/shard/type',
          keyword: 'type',
          params: { type: 'object' },
        };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          if (vErrors.length < 20000) vErrors.push(err43);
        }
        errors++;
      }
    }
    if (data.run !== undefined) {
      let data15 = data.run;
      if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
        if (data15.manifests === undefined) {
          const err44 = {
            instancePath: instancePath + '/run',
            schemaPath: '#/properties/run/required',
            keyword: 'required',
            params: { missingProperty: 'manifests' },
          };
          if (vErrors === null) {
            vErrors = [err44];
          } else {
            if (vErrors.length < 20000) vErrors.push(err44);
          }
          errors++;
        }
        if (data15.flags === undefined) {
          const err45 = {
            instancePath: instancePath + '/run',
            schemaPath: '#/properties/run/required',
            keyword: 'required',
            params: { missingProperty: 'flags' },
          };
          if (vErrors === null) {
            vErrors = [err45];
          } else {
            if (vErrors.length < 20000) vErrors.push(err45);
          }
          errors++;
        }
        if (data15.shares === undefined) {
          const err46 = {
            instancePath: instancePath + '/run',
            schemaPath: '#/properties/run/required',
            keyword: 'required',
            params: { missingProperty: 'shares' },
          };
          if (vErrors === null) {
            vErrors = [err46];
          } else {
            if (vErrors.length < 20000) vErrors.push(err46);
          }
          errors++;
        }
        for (const key3 in data15) {
          if (!(key3 === 'manifests' || key3 === 'flags' || key3 === 'shares')) {
            const err47 = {
              instancePath: instancePath + '/run',
              schemaPath: '#/properties/run/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key3 },
            };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              if (vErrors.length < 20000) vErrors.push(err47);
            }
            errors++;
          }
        }
        if (data15.manifests !== undefined) {
          let data16 = data15.manifests;
          if (typeof data16 === 'string') {
            if (!pattern0.test(data16)) {
              const err48 = {
                instancePath: instancePath + '/run/manifests',
                schemaPath: '#/$defs/digest/pattern',
                keyword: 'pattern',
                params: { pattern: '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$' },
              };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                if (vErrors.length < 20000) vErrors.push(err48);
              }
              errors++;
            }
          } else {
            const err49 = {
              instancePath: instancePath + '/run/manifests',
              schemaPath: '#/$defs/digest/type',
              keyword: 'type',
              params: { type: 'string' },
            };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              if (vErrors.length < 20000) vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data15.flags !== undefined) {
          let data17 = data15.flags;
          if (Array.isArray(data17)) {
            const len0 = data17.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (typeof data17[i0] !== 'string') {
                const err50 = {
                  instancePath: instancePath + '/run/flags/' + i0,
                  schemaPath: '#/$defs/texts/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err50];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err50);
                }
                errors++;
              }
            }
          } else {
            const err51 = {
              instancePath: instancePath + '/run/flags',
              schemaPath: '#/$defs/texts/type',
              keyword: 'type',
              params: { type: 'array' },
            };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              if (vErrors.length < 20000) vErrors.push(err51);
            }
            errors++;
          }
        }
        if (data15.shares !== undefined) {
          let data19 = data15.shares;
          if (Array.isArray(data19)) {
            if (data19.length < 1) {
              const err52 = {
                instancePath: instancePath + '/run/shares',
                schemaPath: '#/properties/run/properties/shares/minItems',
                keyword: 'minItems',
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                if (vErrors.length < 20000) vErrors.push(err52);
              }
              errors++;
            }
            const len1 = data19.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data20 = data19[i1];
              if (!(typeof data20 == 'number' && !(data20 % 1) && !isNaN(data20) && isFinite(data20))) {
                const err53 = {
                  instancePath: instancePath + '/run/shares/' + i1,
                  schemaPath: '#/$defs/amount/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                };
                if (vErrors === null) {
                  vErrors = [err53];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err53);
                }
                errors++;
              }
              if (typeof data20 == 'number' && isFinite(data20)) {
                if (data20 < 0 || isNaN(data20)) {
                  const err54 = {
                    instancePath: instancePath + '/run/shares/' + i1,
                    schemaPath: '#/$defs/amount/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 0 },
                  };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err54);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err55 = {
              instancePath: instancePath + '/run/shares',
              schemaPath: '#/properties/run/properties/shares/type',
              keyword: 'type',
              params: { type: 'array' },
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
          instancePath: instancePath + '/run',
          schemaPath: '#/properties/run/type',
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
    if (data.interrupted !== undefined) {
      let data21 = data.interrupted;
      if (!(data21 === 'SIGINT' || data21 === 'SIGTERM')) {
        const err57 = {
          instancePath: instancePath + '/interrupted',
          schemaPath: '#/properties/interrupted/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.interrupted.enum },
        };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          if (vErrors.length < 20000) vErrors.push(err57);
        }
        errors++;
      }
    }
    if (data.uncompared !== undefined) {
      let data22 = data.uncompared;
      if (Array.isArray(data22)) {
        if (data22.length < 1) {
          const err58 = {
            instancePath: instancePath + '/uncompared',
            schemaPath: '#/properties/uncompared/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
          };
          if (vErrors === null) {
            vErrors = [err58];
          } else {
            if (vErrors.length < 20000) vErrors.push(err58);
          }
          errors++;
        }
        const len2 = data22.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data23 = data22[i2];
          if (data23 && typeof data23 == 'object' && !Array.isArray(data23)) {
            if (data23.registry === undefined) {
              const err59 = {
                instancePath: instancePath + '/uncompared/' + i2,
                schemaPath: '#/properties/uncompared/items/required',
                keyword: 'required',
                params: { missingProperty: 'registry' },
              };
              if (vErrors === null) {
                vErrors = [err59];
              } else {
                if (vErrors.length < 20000) vErrors.push(err59);
              }
              errors++;
            }
            if (data23.repositories === undefined) {
              const err60 = {
                instancePath: instancePath + '/uncompared/' + i2,
                schemaPath: '#/properties/uncompared/items/required',
                keyword: 'required',
                params: { missingProperty: 'repositories' },
              };
              if (vErrors === null) {
                vErrors = [err60];
              } else {
                if (vErrors.length < 20000) vErrors.push(err60);
              }
              errors++;
            }
            for (const key4 in data23) {
              if (!(key4 === 'registry' || key4 === 'repositories')) {
                const err61 = {
                  instancePath: instancePath + '/uncompared/' + i2,
                  schemaPath: '#/properties/uncompared/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key4 },
                };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err61);
                }
                errors++;
              }
            }
            if (data23.registry !== undefined) {
              if (typeof data23.registry !== 'string') {
                const err62 = {
                  instancePath: instancePath + '/uncompared/' + i2 + '/registry',
                  schemaPath: '#/properties/uncompared/items/properties/registry/type',
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
            if (data23.repositories !== undefined) {
              let data25 = data23.repositories;
              if (!(typeof data25 == 'number' && !(data25 % 1) && !isNaN(data25) && isFinite(data25))) {
                const err63 = {
                  instancePath: instancePath + '/uncompared/' + i2 + '/repositories',
                  schemaPath: '#/$defs/amount/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                };
                if (vErrors === null) {
                  vErrors = [err63];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err63);
                }
                errors++;
              }
              if (typeof data25 == 'number' && isFinite(data25)) {
                if (data25 < 0 || isNaN(data25)) {
                  const err64 = {
                    instancePath: instancePath + '/uncompared/' + i2 + '/repositories',
                    schemaPath: '#/$defs/amount/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 0 },
                  };
                  if (vErrors === null) {
                    vErrors = [err64];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err64);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err65 = {
              instancePath: instancePath + '/uncompared/' + i2,
              schemaPath: '#/properties/uncompared/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err65];
            } else {
              if (vErrors.length < 20000) vErrors.push(err65);
            }
            errors++;
          }
        }
      } else {
        const err66 = {
          instancePath: instancePath + '/uncompared',
          schemaPath: '#/properties/uncompared/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err66];
        } else {
          if (vErrors.length < 20000) vErrors.push(err66);
        }
        errors++;
      }
    }
    if (data.unfinished !== undefined) {
      let data26 = data.unfinished;
      if (Array.isArray(data26)) {
        if (data26.length < 1) {
          const err67 = {
            instancePath: instancePath + '/unfinished',
            schemaPath: '#/properties/unfinished/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
          };
          if (vErrors === null) {
            vErrors = [err67];
          } else {
            if (vErrors.length < 20000) vErrors.push(err67);
          }
          errors++;
        }
        const len3 = data26.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data27 = data26[i3];
          if (data27 && typeof data27 == 'object' && !Array.isArray(data27)) {
            if (data27.shard === undefined) {
              const err68 = {
                instancePath: instancePath + '/unfinished/' + i3,
                schemaPath: '#/properties/unfinished/items/required',
                keyword: 'required',
                params: { missingProperty: 'shard' },
              };
              if (vErrors === null) {
                vErrors = [err68];
              } else {
                if (vErrors.length < 20000) vErrors.push(err68);
              }
              errors++;
            }
            if (data27.uncompared === undefined) {
              const err69 = {
                instancePath: instancePath + '/unfinished/' + i3,
                schemaPath: '#/properties/unfinished/items/required',
                keyword: 'required',
                params: { missingProperty: 'uncompared' },
              };
              if (vErrors === null) {
                vErrors = [err69];
              } else {
                if (vErrors.length < 20000) vErrors.push(err69);
              }
              errors++;
            }
            if (data27.planned === undefined) {
              const err70 = {
                instancePath: instancePath + '/unfinished/' + i3,
                schemaPath: '#/properties/unfinished/items/required',
                keyword: 'required',
                params: { missingProperty: 'planned' },
              };
              if (vErrors === null) {
                vErrors = [err70];
              } else {
                if (vErrors.length < 20000) vErrors.push(err70);
              }
              errors++;
            }
            for (const key5 in data27) {
              if (!(
                key5 === 'shard' ||
                key5 === 'interrupted' ||
                key5 === 'uncompared' ||
                key5 === 'planned'
              )) {
                const err71 = {
                  instancePath: instancePath + '/unfinished/' + i3,
                  schemaPath: '#/properties/unfinished/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key5 },
                };
                if (vErrors === null) {
                  vErrors = [err71];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err71);
                }
                errors++;
              }
            }
            if (data27.shard !== undefined) {
              let data28 = data27.shard;
              if (data28 && typeof data28 == 'object' && !Array.isArray(data28)) {
                if (data28.index === undefined) {
                  const err72 = {
                    instancePath: instancePath + '/unfinished/' + i3 + '/shard',
                    schemaPath: '#/$defs/shard/required',
                    keyword: 'required',
                    params: { missingProperty: 'index' },
                  };
                  if (vErrors === null) {
                    vErrors = [err72];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err72);
                  }
                  errors++;
                }
                if (data28.count === undefined) {
                  const err73 = {
                    instancePath: instancePath + '/unfinished/' + i3 + '/shard',
                    schemaPath: '#/$defs/shard/required',
                    keyword: 'required',
                    params: { missingProperty: 'count' },
                  };
                  if (vErrors === null) {
                    vErrors = [err73];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err73);
                  }
                  errors++;
                }
                for (const key6 in data28) {
                  if (!(key6 === 'index' || key6 === 'count')) {
                    const err74 = {
                      instancePath: instancePath + '/unfinished/' + i3 + '/shard',
                      schemaPath: '#/$defs/shard/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key6 },
                    };
                    if (vErrors === null) {
                      vErrors = [err74];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err74);
                    }
                    errors++;
                  }
                }
                if (data28.index !== undefined) {
                  let data29 = data28.index;
                  if (!(typeof data29 == 'number' && !(data29 % 1) && !isNaN(data29) && isFinite(data29))) {
                    const err75 = {
                      instancePath: instancePath + '/unfinished/' + i3 + '/shard/index',
                      schemaPath: '#/$defs/shard/properties/index/type',
                      keyword: 'type',
                      params: { type: 'integer' },
                    };
                    if (vErrors === null) {
                      vErrors = [err75];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err75);
                    }
                    errors++;
                  }
                  if (typeof data29 == 'number' && isFinite(data29)) {
                    if (data29 < 0 || isNaN(data29)) {
                      const err76 = {
                        instancePath: instancePath + '/unfinished/' + i3 + '/shard/index',
                        schemaPath: '#/$defs/shard/properties/index/minimum',
                        keyword: 'minimum',
                        params: { comparison: '>=', limit: 0 },
                      };
                      if (vErrors === null) {
                        vErrors = [err76];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err76);
                      }
                      errors++;
                    }
                  }
                }
                if (data28.count !== undefined) {
                  let data30 = data28.count;
                  if (!(typeof data30 == 'number' && !(data30 % 1) && !isNaN(data30) && isFinite(data30))) {
                    const err77 = {
                      instancePath: instancePath + '/unfinished/' + i3 + '/shard/count',
                      schemaPath: '#/$defs/shard/properties/count/type',
                      keyword: 'type',
                      params: { type: 'integer' },
                    };
                    if (vErrors === null) {
                      vErrors = [err77];
                    } else {
                      if (vErrors.length < 20000) vErrors.push(err77);
                    }
                    errors++;
                  }
                  if (typeof data30 == 'number' && isFinite(data30)) {
                    if (data30 < 1 || isNaN(data30)) {
                      const err78 = {
                        instancePath: instancePath + '/unfinished/' + i3 + '/shard/count',
                        schemaPath: '#/$defs/shard/properties/count/minimum',
                        keyword: 'minimum',
                        params: { comparison: '>=', limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err78];
                      } else {
                        if (vErrors.length < 20000) vErrors.push(err78);
                      }
                      errors++;
                    }
                  }
                }
              } else {
                const err79 = {
                  instancePath: instancePath + '/unfinished/' + i3 + '/shard',
                  schemaPath: '#/$defs/shard/type',
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
            if (data27.interrupted !== undefined) {
              let data31 = data27.interrupted;
              if (!(data31 === 'SIGINT' || data31 === 'SIGTERM')) {
                const err80 = {
                  instancePath: instancePath + '/unfinished/' + i3 + '/interrupted',
                  schemaPath: '#/properties/unfinished/items/properties/interrupted/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema11.properties.unfinished.items.properties.interrupted.enum },
                };
                if (vErrors === null) {
                  vErrors = [err80];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err80);
                }
                errors++;
              }
            }
            if (data27.uncompared !== undefined) {
              let data32 = data27.uncompared;
              if (!(typeof data32 == 'number' && !(data32 % 1) && !isNaN(data32) && isFinite(data32))) {
                const err81 = {
                  instancePath: instancePath + '/unfinished/' + i3 + '/uncompared',
                  schemaPath: '#/$defs/amount/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                };
                if (vErrors === null) {
                  vErrors = [err81];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err81);
                }
                errors++;
              }
              if (typeof data32 == 'number' && isFinite(data32)) {
                if (data32 < 0 || isNaN(data32)) {
                  const err82 = {
                    instancePath: instancePath + '/unfinished/' + i3 + '/uncompared',
                    schemaPath: '#/$defs/amount/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 0 },
                  };
                  if (vErrors === null) {
                    vErrors = [err82];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err82);
                  }
                  errors++;
                }
              }
            }
            if (data27.planned !== undefined) {
              let data33 = data27.planned;
              if (!(typeof data33 == 'number' && !(data33 % 1) && !isNaN(data33) && isFinite(data33))) {
                const err83 = {
                  instancePath: instancePath + '/unfinished/' + i3 + '/planned',
                  schemaPath: '#/$defs/amount/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err83);
                }
                errors++;
              }
              if (typeof data33 == 'number' && isFinite(data33)) {
                if (data33 < 0 || isNaN(data33)) {
                  const err84 = {
                    instancePath: instancePath + '/unfinished/' + i3 + '/planned',
                    schemaPath: '#/$defs/amount/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 0 },
                  };
                  if (vErrors === null) {
                    vErrors = [err84];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err84);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err85 = {
              instancePath: instancePath + '/unfinished/' + i3,
              schemaPath: '#/properties/unfinished/items/type',
              keyword: 'type',
              params: { type: 'object' },
            };
            if (vErrors === null) {
              vErrors = [err85];
            } else {
              if (vErrors.length < 20000) vErrors.push(err85);
            }
            errors++;
          }
        }
      } else {
        const err86 = {
          instancePath: instancePath + '/unfinished',
          schemaPath: '#/properties/unfinished/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err86];
        } else {
          if (vErrors.length < 20000) vErrors.push(err86);
        }
        errors++;
      }
    }
    if (data.waits !== undefined) {
      let data34 = data.waits;
      if (Array.isArray(data34)) {
        if (data34.length < 1) {
          const err87 = {
            instancePath: instancePath + '/waits',
            schemaPath: '#/properties/waits/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
          };
          if (vErrors === null) {
            vErrors = [err87];
          } else {
            if (vErrors.length < 20000) vErrors.push(err87);
          }
          errors++;
        }
        const len4 = data34.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data35 = data34[i4];
          if (data35 && typeof data35 == 'object' && !Array.isArray(data35)) {
            if (data35.limit === undefined) {
              const err88 = {
                instancePath: instancePath + '/waits/' + i4,
                schemaPath: '#/$defs/wait/required',
                keyword: 'required',
                params: { missingProperty: 'limit' },
              };
              if (vErrors === null) {
                vErrors = [err88];
              } else {
                if (vErrors.length < 20000) vErrors.push(err88);
              }
              errors++;
            }
            if (data35.of === undefined) {
              const err89 = {
                instancePath: instancePath + '/waits/' + i4,
                schemaPath: '#/$defs/wait/required',
                keyword: 'required',
                params: { missingProperty: 'of' },
              };
              if (vErrors === null) {
                vErrors = [err89];
              } else {
                if (vErrors.length < 20000) vErrors.push(err89);
              }
              errors++;
            }
            if (data35.perSecond === undefined) {
              const err90 = {
                instancePath: instancePath + '/waits/' + i4,
                schemaPath: '#/$defs/wait/required',
                keyword: 'required',
                params: { missingProperty: 'perSecond' },
              };
              if (vErrors === null) {
                vErrors = [err90];
              } else {
                if (vErrors.length < 20000) vErrors.push(err90);
              }
              errors++;
            }
            if (data35.seconds === undefined) {
              const err91 = {
                instancePath: instancePath + '/waits/' + i4,
                schemaPath: '#/$defs/wait/required',
                keyword: 'required',
                params: { missingProperty: 'seconds' },
              };
              if (vErrors === null) {
                vErrors = [err91];
              } else {
                if (vErrors.length < 20000) vErrors.push(err91);
              }
              errors++;
            }
            if (data35.ofSeconds === undefined) {
              const err92 = {
                instancePath: instancePath + '/waits/' + i4,
                schemaPath: '#/$defs/wait/required',
                keyword: 'required',
                params: { missingProperty: 'ofSeconds' },
              };
              if (vErrors === null) {
                vErrors = [err92];
              } else {
                if (vErrors.length < 20000) vErrors.push(err92);
              }
              errors++;
            }
            for (const key7 in data35) {
              if (!(
                key7 === 'limit' ||
                key7 === 'of' ||
                key7 === 'perSecond' ||
                key7 === 'seconds' ||
                key7 === 'ofSeconds'
              )) {
                const err93 = {
                  instancePath: instancePath + '/waits/' + i4,
                  schemaPath: '#/$defs/wait/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err93];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err93);
                }
                errors++;
              }
            }
            if (data35.limit !== undefined) {
              let data36 = data35.limit;
              if (!(data36 === 'rps-per-host' || data36 === 'rps-per-group')) {
                const err94 = {
                  instancePath: instancePath + '/waits/' + i4 + '/limit',
                  schemaPath: '#/$defs/wait/properties/limit/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema29.properties.limit.enum },
                };
                if (vErrors === null) {
                  vErrors = [err94];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err94);
                }
                errors++;
              }
            }
            if (data35.of !== undefined) {
              if (typeof data35.of !== 'string') {
                const err95 = {
                  instancePath: instancePath + '/waits/' + i4 + '/of',
                  schemaPath: '#/$defs/wait/properties/of/type',
                  keyword: 'type',
                  params: { type: 'string' },
                };
                if (vErrors === null) {
                  vErrors = [err95];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err95);
                }
                errors++;
              }
            }
            if (data35.perSecond !== undefined) {
              let data38 = data35.perSecond;
              if (typeof data38 == 'number' && isFinite(data38)) {
                if (data38 <= 0 || isNaN(data38)) {
                  const err96 = {
                    instancePath: instancePath + '/waits/' + i4 + '/perSecond',
                    schemaPath: '#/$defs/wait/properties/perSecond/exclusiveMinimum',
                    keyword: 'exclusiveMinimum',
                    params: { comparison: '>', limit: 0 },
                  };
                  if (vErrors === null) {
                    vErrors = [err96];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err96);
                  }
                  errors++;
                }
              } else {
                const err97 = {
                  instancePath: instancePath + '/waits/' + i4 + '/perSecond',
                  schemaPath: '#/$defs/wait/properties/perSecond/type',
                  keyword: 'type',
                  params: { type: 'number' },
                };
                if (vErrors === null) {
                  vErrors = [err97];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err97);
                }
                errors++;
              }
            }
            if (data35.seconds !== undefined) {
              let data39 = data35.seconds;
              if (typeof data39 == 'number' && isFinite(data39)) {
                if (data39 < 0 || isNaN(data39)) {
                  const err98 = {
                    instancePath: instancePath + '/waits/' + i4 + '/seconds',
                    schemaPath: '#/$defs/wait/properties/seconds/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 0 },
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
                  instancePath: instancePath + '/waits/' + i4 + '/seconds',
                  schemaPath: '#/$defs/wait/properties/seconds/type',
                  keyword: 'type',
                  params: { type: 'number' },
                };
                if (vErrors === null) {
                  vErrors = [err99];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err99);
                }
                errors++;
              }
            }
            if (data35.ofSeconds !== undefined) {
              let data40 = data35.ofSeconds;
              if (typeof data40 == 'number' && isFinite(data40)) {
                if (data40 < 0 || isNaN(data40)) {
                  const err100 = {
                    instancePath: instancePath + '/waits/' + i4 + '/ofSeconds',
                    schemaPath: '#/$defs/wait/properties/ofSeconds/minimum',
                    keyword: 'minimum',
                    params: { comparison: '>=', limit: 0 },
                  };
                  if (vErrors === null) {
                    vErrors = [err100];
                  } else {
                    if (vErrors.length < 20000) vErrors.push(err100);
                  }
                  errors++;
                }
              } else {
                const err101 = {
                  instancePath: instancePath + '/waits/' + i4 + '/ofSeconds',
                  schemaPath: '#/$defs/wait/properties/ofSeconds/type',
                  keyword: 'type',
                  params: { type: 'number' },
                };
                if (vErrors === null) {
                  vErrors = [err101];
                } else {
                  if (vErrors.length < 20000) vErrors.push(err101);
                }
                errors++;
              }
            }
          } else {
            const err102 = {
              instancePath: instancePath + '/waits/' + i4,
              schemaPath: '#/$defs/wait/type',
              keyword: 'type',
              params: { type: 'object' },
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
          instancePath: instancePath + '/waits',
          schemaPath: '#/properties/waits/type',
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
    if (data.leftBehind !== undefined) {
      let data41 = data.leftBehind;
      if (Array.isArray(data41)) {
        const len5 = data41.length;
        for (let i5 = 0; i5 < len5; i5++) {
          if (
            !validate11(data41[i5], {
              instancePath: instancePath + '/leftBehind/' + i5,
              parentData: data41,
              parentDataProperty: i5,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err104 = {
          instancePath: instancePath + '/leftBehind',
          schemaPath: '#/properties/leftBehind/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err104];
        } else {
          if (vErrors.length < 20000) vErrors.push(err104);
        }
        errors++;
      }
    }
    if (data.items !== undefined) {
      let data43 = data.items;
      if (Array.isArray(data43)) {
        const len6 = data43.length;
        for (let i6 = 0; i6 < len6; i6++) {
          if (
            !validate13(data43[i6], {
              instancePath: instancePath + '/items/' + i6,
              parentData: data43,
              parentDataProperty: i6,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err105 = {
          instancePath: instancePath + '/items',
          schemaPath: '#/properties/items/type',
          keyword: 'type',
          params: { type: 'array' },
        };
        if (vErrors === null) {
          vErrors = [err105];
        } else {
          if (vErrors.length < 20000) vErrors.push(err105);
        }
        errors++;
      }
    }
  } else {
    const err106 = { instancePath, schemaPath: '#/type', keyword: 'type', params: { type: 'object' } };
    if (vErrors === null) {
      vErrors = [err106];
    } else {
      if (vErrors.length < 20000) vErrors.push(err106);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
