import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { organizationSchema } from '../../src/organization/json-schema';

test('the committed JSON Schema of the organization file is the generated one (npm run generate)', () => {
  const committed = readFileSync(join(__dirname, '../../src/organization/organization.schema.json'), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(organizationSchema())));
});
