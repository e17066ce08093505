const text = { type: 'string', minLength: 1 };
const message = object({ text }, ['text']);
const index = { type: 'integer', minimum: 0 };
const position = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };

const artifactLocation = object(
  { uri: { type: 'string', format: 'uri-reference' }, uriBaseId: { const: '%SRCROOT%' } },
  ['uri', 'uriBaseId'],
);
const region = object({ startLine: position, startColumn: position }, ['startLine']);
const physicalLocation = object({ artifactLocation, region }, ['artifactLocation', 'region']);

const rule = object(
  {
    id: { type: 'string', pattern: '^[a-z-]+$' },
    shortDescription: message,
    fullDescription: message,
    help: object({ text, markdown: text }, ['text', 'markdown']),
    defaultConfiguration: object({ enabled: { type: 'boolean' }, level }, ['level']),
  },
  ['id', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration'],
);

const suppression = object(
  {
    kind: { enum: ['inSource', 'external'] },
    status: { enum: ['accepted', 'underReview', 'rejected'] },
    justification: text,
  },
  ['kind'],
);

const result = object(
  {
    ruleId: text,
    ruleIndex: index,
    level,
    message,
    locations: { ...list(object({ physicalLocation }, ['physicalLocation'])), minItems: 1 },
    relatedLocations: {
      ...list(object({ id: index, physicalLocation, message }, ['id', 'physicalLocation', 'message'])),
      uniqueItems: true,
    },
    suppressions: { ...list(suppression), uniqueItems: true },
    partialFingerprints: { type: 'object', additionalProperties: text },
  },
  ['ruleId', 'level', 'message', 'locations', 'partialFingerprints'],
);

const place = object({ physicalLocation: object({ artifactLocation }, ['artifactLocation']) }, [
  'physicalLocation',
]);

const invocation = object(
  {
    executionSuccessful: { type: 'boolean' },
    toolExecutionNotifications: list(object({ level, message }, ['message'])),
    toolConfigurationNotifications: list(object({ level, message, locations: list(place) }, ['message'])),
  },
  ['executionSuccessful'],
);

const run = object(
  {
    tool: object(
      {
        driver: object(
          {
            name: text,
            version: text,
            informationUri: { type: 'string', format: 'uri' },
            rules: { ...list(rule), uniqueItems: true },
          },
          ['name', 'version', 'rules'],
        ),
      },
      ['driver'],
    ),
    invocations: list(invocation),
    originalUriBaseIds: { type: 'object', additionalProperties: object({ description: message }, []) },
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    results: list(result),
  },
  ['tool', 'columnKind', 'results'],
);

/**
 * The part of SARIF 2.1.0 (OASIS, `sarif-schema-2.1.0.json`) that a report uses, as a JSON Schema. Any other property is
 * refused, and what GitHub code scanning asks for besides is required.
 */
export const sarifSchema = object(
  {
    $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
    version: { const: '2.1.0' },
    runs: { ...list(run), minItems: 1 },
  },
  ['$schema', 'version', 'runs'],
);

function object(properties: Readonly<Record<string, object>>, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object) {
  return { type: 'array', items };
}
