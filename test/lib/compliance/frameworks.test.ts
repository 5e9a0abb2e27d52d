import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE } from '../../../lib/compliance/evidence';
import { type Control, type Framework, frameworkSchema } from '../../../lib/compliance/framework';
import { FRAMEWORKS, nameOf } from '../../../lib/compliance/frameworks';

const FOLDER = join(__dirname, '..', '..', '..', 'lib', 'compliance');
const named = (name: string): Framework => {
  const found = FRAMEWORKS.find((each) => nameOf(each) === name);
  if (!found) throw new Error(`no framework ${name}`);
  return found;
};
const controlOf = (framework: string, id: string): Control | undefined =>
  named(framework).controls.find((each) => each.id === id);

test('every file of a framework is loaded, under its own name', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  expect(FRAMEWORKS.map((each) => `${nameOf(each)}.json`).sort()).toEqual(files.sort());
  expect(files).toHaveLength(10);
});

test('NIST CSF 2.0 has no identifier of version 1.1', () => {
  const ids = named('nist-csf-2.0').controls.map(({ id }) => id);
  expect(ids).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(PR\.IP|DE\.CM-7|DE\.DP)/)]));
  for (const id of ids) expect(id).toMatch(/^[A-Z]{2}\.[A-Z]{2}-\d\d$/);
});

test('the CIS AWS Foundations Benchmark requires neither service, and no control of it is claimed', () => {
  expect(named('cis-aws-foundations-7.0').controls.map(({ relation }) => relation)).toEqual(['notRequired']);
});

test('vulnerability scans and file integrity of PCI DSS, which others map to GuardDuty, are not claimed', () => {
  for (const id of ['11.3.1.1', '11.5.2', '11.6.1'])
    expect(controlOf('pci-dss-4.0.1', id)).toMatchObject({ relation: 'notClaimed', evidence: [] });
  expect(controlOf('pci-dss-4.0.1', '11.5.1')).toMatchObject({ relation: 'direct', evidence: ['E1', 'E2', 'E6'] });
});

test('a control that is claimed as read in a source names one that is not our own inference', () => {
  const all = FRAMEWORKS.flatMap(({ controls }) => controls);
  const inferred = all.filter(({ source }) => source.startsWith('inferred'));
  expect(inferred.length).toBeGreaterThan(10);
  expect(inferred.filter(({ certainty }) => certainty !== 'I')).toEqual([]);
  expect(all.filter(({ source, certainty }) => certainty === 'I' && !source.startsWith('inferred'))).toEqual([]);
});

test('no title promises compliance', () => {
  for (const { controls } of FRAMEWORKS)
    for (const { title } of controls) expect(title).not.toMatch(/compl(y|ies|iant)/i);
});

describe('an entry is refused', () => {
  const [first, ...others] = named('nist-csf-2.0').controls;
  const complaintsOf = (entry: object) =>
    (frameworkSchema.safeParse({ ...named('nist-csf-2.0'), controls: [entry, ...others] }).error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  test.each([
    ['without evidence for a claim', { evidence: [] }, /evidence/],
    ['with evidence that nothing produces', { evidence: ['E99'] }, /evidence/],
    ['with the same evidence twice', { evidence: ['E1', 'E1'] }, /names evidence twice/],
    ['without a source', { source: ' ' }, /source/],
    ['without certainty', { certainty: undefined }, /certainty/],
    ['with evidence for what is not claimed', { relation: 'notClaimed', because: 'weak' }, /evidence/],
    ['that is not claimed without a reason', { relation: 'notClaimed', evidence: [] }, /because/],
    ['under an identifier that is there', { id: others[0]?.id }, /mapped twice/],
  ])('%s', (_, change, words) => {
    expect(complaintsOf({ ...first })).toEqual([]);
    expect(complaintsOf({ ...first, ...change }).join('\n')).toMatch(words);
  });
});

test('evidence that the product does not produce yet is not said to be shown anywhere', () => {
  const missing = Object.entries(EVIDENCE).filter(([, { shown }]) => shown === undefined);
  expect(missing.map(([id]) => id)).toEqual(['E9', 'E10', 'E11']);
});
