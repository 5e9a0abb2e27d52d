import { z } from 'zod';
import { organizationFile } from './file';

/** The JSON Schema of the organization file, for editors; committed as `organization.schema.json` beside this file. */
export function organizationSchema(): Record<string, unknown> {
  return z.toJSONSchema(organizationFile, { io: 'input', target: 'draft-7' });
}
