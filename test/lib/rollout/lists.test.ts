import { criteriaDigest } from '../../../lambda/controllers/guardduty/desired';
import { rolloutOf } from '../stacks/synthesized';

const CRITERIA = { type: 'Recon:EC2/Portscan', severity: { lessThan: 4 } };
const RULE = { name: 'scanner', criteria: CRITERIA };
const LIST = { name: 'offices', file: 'offices.txt', regions: ['eu-west-1'] };

/** The rules and lists of the configuration in the desired state of each region. */
function named(mode: 'enforce' | 'observe') {
  const { detections } = rolloutOf({ mode, guardDuty: { suppressionRules: [RULE], trustedIpLists: [LIST] } });
  return Object.fromEntries(detections.map(({ region, guardDuty }) => [region, guardDuty.rulesAndLists]));
}

const scanner = {
  kind: 'suppressionRules',
  name: 'scanner',
  digest: criteriaDigest({ type: { Equals: ['Recon:EC2/Portscan'] }, severity: { LessThan: 4 } }),
};

test.each(['enforce', 'observe'] as const)(
  'K4: in mode %s a controller knows the rules and lists of its region by name, and rules also by their criteria in GuardDuty',
  (mode) => {
    const { 'eu-west-1': here, ...elsewhere } = named(mode);
    expect(here).toEqual([scanner, { kind: 'trustedIpLists', name: 'offices' }]);
    expect(Object.values(elsewhere).length).toBeGreaterThan(0);
    for (const rules of Object.values(elsewhere)) expect(rules).toEqual([scanner]);
  },
);

test('K4: without rules and lists the desired state has none, so that all are foreign', () => {
  for (const { guardDuty } of rolloutOf({}).detections) expect(guardDuty.rulesAndLists).toBeUndefined();
});
