import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMemberAccess } from '../../commands/member-access/run';
import { memberAccess } from '../../lambda/aws/permissions/member-access';

const config = join(__dirname, '..', '..', 'examples', 'rollout.yaml');

describe('the output for the owner of an outside account', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'muster-access-'));
  });
  afterEach(() => rmSync(out, { recursive: true }));

  it('is a template, and a page that says who may assume the role, what it allows and how to leave', () => {
    const [template = '', page = ''] = writeMemberAccess({ config, account: '999999999991', out });
    expect(Object.keys(JSON.parse(readFileSync(template, 'utf8')).Resources)).toHaveLength(1);
    const text = readFileSync(page, 'utf8');
    for (const action of memberAccess.flatMap(({ actions }) => actions)) expect(text).toContain(`- \`${action}\``);
    expect(text).toContain('only with the external id');
    expect(text).toContain('retail-4711');
    expect(text).toContain('member-access-999999999991.template.json');
    expect(text).toMatch(/^## Leave$/m);
  });

  it('is refused for an account that is not listed', () => {
    expect(() => writeMemberAccess({ config, account: '999999999999', out })).toThrow(
      'is not listed in outsideMembers',
    );
  });
});
