import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOME, PATIENCE, SECURITY, Stage } from './stage';

const MEMBER = '333333333333';
const AWAY = 'ap-northeast-3';
const PROBE = 'Recon:EC2/PortProbeUnprotectedPort';
const OFFICE = '203.0.113.7';
const NEW_OFFICE = '203.0.113.8';

const SET = `
guardDuty:
  suppressionRules:
    - { name: scanner, description: our own scanner, criteria: { type: '${PROBE}', severity: { lessThan: 4 } } }
  trustedIpLists: [{ name: offices, file: offices.txt, regions: [${HOME}] }]
  threatEntityLists: [{ name: known-bad, file: known-bad.txt }]
`;

/** One test, because each step continues from the state that the previous one left. */
test(
  'F9, F16: suppression rules and lists apply to every account, follow their files, and disappear when they are removed from the configuration',
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration((text) => text + SET);
      const writeList = (name: string, content: string) => writeFileSync(join(dirname(configuration), name), content);
      writeList('offices.txt', `# Berlin\n${OFFICE}\n`);
      writeList('known-bad.txt', 'malware.example\n');
      expect(await stage.deploy(configuration)).toMatchObject({ code: 0 });
      expect(await setIn(stage, HOME)).toEqual(['filter scanner', 'known-bad ACTIVE', 'offices ACTIVE']);
      expect(await setIn(stage, AWAY)).toEqual(['filter scanner', 'known-bad ACTIVE']);

      const [suppressed, notified] = ['a'.repeat(32), 'b'.repeat(32)];
      await stage.organization.raiseFinding(MEMBER, AWAY, { id: suppressed, type: PROBE, severity: 2 });
      await stage.organization.raiseFinding(MEMBER, AWAY, { id: notified, type: PROBE, severity: 8 });
      expect(await occurrences(stage, notified)).not.toContain(suppressed);

      await expect(called(stage, OFFICE)).rejects.toThrow('offices trusts');
      await called(stage, NEW_OFFICE);
      writeList('offices.txt', `# Berlin, moved\n${NEW_OFFICE}\n`);
      expect(await stage.deploy(configuration)).toMatchObject({ code: 0 });
      await expect(called(stage, NEW_OFFICE)).rejects.toThrow('offices trusts');
      await called(stage, OFFICE);

      const without = stage.configuration();
      expect(await stage.deploy(without)).toMatchObject({ code: 0 });
      expect([...(await setIn(stage, HOME)), ...(await setIn(stage, AWAY))]).toEqual([]);
      await called(stage, NEW_OFFICE);
    } finally {
      await stage.organization.stop();
    }
  },
  2 * PATIENCE,
);

interface Detector {
  readonly filters?: Readonly<Record<string, unknown>>;
  readonly lists?: Readonly<Record<string, { readonly name: string; readonly status: string }>>;
}

/** Filters and lists of the administrator in a region, without deleted ones. */
async function setIn(stage: Stage, region: string): Promise<string[]> {
  const guardDuty = await stage.state<{ detector: { detector: Detector } }>(SECURITY, region, 'guardduty');
  const { filters = {}, lists = {} } = guardDuty.detector.detector;
  const named = Object.values(lists).filter(({ status }) => status !== 'DELETED');
  return [
    ...Object.keys(filters).map((name) => `filter ${name}`),
    ...named.map(({ name, status }) => `${name} ${status}`).sort(),
  ];
}

/** Raises a finding about a call to AWS from a malicious address. */
function called(stage: Stage, ipAddressV4: string): Promise<unknown> {
  const awsApiCallAction = { api: 'ListBuckets', remoteIpDetails: { ipAddressV4 } };
  const service = { action: { actionType: 'AWS_API_CALL', awsApiCallAction } };
  return stage.organization.raiseFinding(MEMBER, HOME, { type: 'Recon:IAMUser/MaliciousIPCaller', service });
}

/** The hub's table of remembered findings as text, as soon as the finding is in it. */
async function occurrences(stage: Stage, id: string): Promise<string> {
  for (const end = Date.now() + PATIENCE / 5; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const remembered = JSON.stringify(await stage.state(SECURITY, HOME, 'dynamodb'));
    if (remembered.includes(id)) return remembered;
    if (Date.now() > end) throw new Error(`the hub did not hear of ${id}`);
  }
}
