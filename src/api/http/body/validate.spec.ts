import { parseJson } from './json-text.js';
import { boolish, metadata, nullOrUuid, text255OrNull, uuid, volumeSize } from './parameter-types.js';
import { envelope, type Schema } from './schema.js';
import { violationText } from './schema-error.js';
import { firstViolation } from './validate.js';

const words =
  "'True', 'TRUE', 'true', '1', 'ON', 'On', 'on', 'YES', 'Yes', 'yes', 'y', 't', " +
  "False, 'False', 'FALSE', 'false', '0', 'OFF', 'Off', 'off', 'NO', 'No', 'no', 'n', 'f'";

const schema = envelope('thing', {
  type: 'object',
  properties: {
    id: uuid,
    size: volumeSize,
    name: text255OrNull,
    force: boolish,
    source: nullOrUuid,
    metadata,
    mode: { type: 'string', enum: ['rw', 'ro'] },
    hosts: { type: 'array', items: uuid, uniqueItems: true },
  },
  required: ['id', 'size'],
  additionalProperties: false,
});

const refusal = (against: Schema, json: string): string | null => {
  const violation = firstViolation(against, parseJson(json));
  return violation === null ? null : violationText(violation);
};
const good = '"id": "0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d", "size": 1';
const field = (name: string, value: string, reason: string): string =>
  `Invalid input for field/attribute ${name}. Value: ${value}. ${reason}`;

describe('firstViolation', () => {
  it.each([
    `{"thing": {${good}}}`,
    `{"thing": {${good}, "force": "YES", "name": null, "source": null}}`,
    `{"thing": {"size": "2147483647", "id": "{0F7C5F0E98A14B8E9D6C3F6F2A1B2C3D}"}}`,
    `{"thing": {${good}, "metadata": {"a-b_c:d. /e": ""}}}`,
  ])('accepts %s', (json) => expect(refusal(schema, json)).toBeNull());

  it.each([
    ['null', "None is not of type 'object'"],
    ['{}', "'thing' is a required property"],
    [`{"thing": {${good}}, "x": 1}`, "Additional properties are not allowed ('x' was unexpected)"],
    [
      `{"thing": {${good}}, "y": 1, "x": 1}`,
      "Additional properties are not allowed ('x', 'y' were unexpected)",
    ],
    ['{"thing": {"size": 1}}', field('thing', "{'size': 1}", "'id' is a required property")],
    ['{"thing": {"id": "x", "size": 1}}', field('id', 'x', "'x' is not a 'uuid'")],
    ['{"thing": {"id": 5}}', field('id', '5', "5 is not of type 'string'")],
    ['{"thing": {"size": 1.0}}', field('size', '1.0', "1.0 is not of type 'integer', 'string'")],
    ['{"thing": {"size": "x"}}', field('size', 'x', "'x' does not match '^[0-9]+$'")],
    ['{"thing": {"size": "0"}}', field('size', '0', '0 is less than the minimum of 1')],
    [
      '{"thing": {"size": 2147483648}}',
      field('size', '2147483648', '2147483648 is greater than the maximum of 2147483647'),
    ],
    [
      `{"thing": {${good}, "force": "maybe"}}`,
      field('force', 'maybe', `'maybe' is not one of [True, ${words}]`),
    ],
    [`{"thing": {${good}, "force": 1}}`, field('force', '1', "1 is not of type 'boolean', 'string'")],
    [
      `{"thing": {${good}, "source": "x"}}`,
      field('source', 'x', "'x' is not valid under any of the given schemas"),
    ],
    [`{"thing": {${good}, "mode": "rx"}}`, field('mode', 'rx', "'rx' is not one of ['rw', 'ro']")],
    [`{"thing": {${good}, "metadata": {"k": 1}}}`, field('k', '1', "1 is not of type 'string'")],
    [
      `{"thing": {${good}, "metadata": {"ä": "", "a": "", "+": ""}}}`,
      field(
        'metadata',
        "{'ä': '', 'a': '', '+': ''}",
        "'+', 'ä' do not match any of the regexes: '^[a-zA-Z0-9-_:. /]{1,255}$'",
      ),
    ],
    [`{"thing": {${good}, "hosts": ["x"]}}`, field('0', 'x', "'x' is not a 'uuid'")],
  ])('refuses %s', (json, text) => expect(refusal(schema, json)).toBe(text));

  it('counts code points, as Python does', () => {
    expect(refusal({ maxLength: 2 }, '"😀😀"')).toBeNull();
    expect(refusal({ maxLength: 2 }, '"😀😀😀"')).toBe("'😀😀😀' is too long");
    expect(refusal({ minLength: 1 }, '""')).toBe("'' is too short");
  });

  it('names the first fault in the order of the schema, not of the body', () => {
    const both = '{"thing": {"zzz": 1, "name": 5, "id": "x"}}';
    expect(refusal(schema, both)).toBe(field('id', 'x', "'x' is not a 'uuid'"));
    expect(refusal(schema, '{"thing": {"zzz": 1}}')).toContain("'id' is a required property");
  });
});
