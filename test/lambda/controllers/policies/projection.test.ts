import { policiesController } from '../../../../lambda/controllers/policies';
import { plan } from '../../../../lambda/controllers/policies/plan';
import { project, unknown } from '../../../../lambda/controllers/policies/plan/projection';
import { planRemoval } from '../../../../lambda/controllers/policies/plan/removal';
import { values } from '../../../../lambda/controllers/policies/plan/values';
import { MANAGEMENT } from '../../../accounts';
import { awsOf, guardDuty, policies } from '../../organization-under-test';
import { about } from '../../overrides/organizations';
import { organization, organizationsAs, pass, TOY } from './organization-policies';

const off = { autoEnable: 'NONE' as const, additional: {} };
const wider = policies(
  { guard: { maxRemovedShare: 1, minimum: 10 } },
  guardDuty({ overrides: [{ match: about({ ous: ['Work/Prod'] }), plans: { S3_DATA_EVENTS: off } }] }),
);

test('N4: a plan foresees the policies, contents and targets that a pass then makes, and nothing is left after it', async () => {
  const simulation = await organization();
  const controller = policiesController(awsOf(simulation, MANAGEMENT));
  for (const desired of [wider, policies()]) {
    const observed = await controller.observe(desired);
    const { actions } = plan(desired, observed);
    const end = actions.reduce(project, observed);
    expect(plan(desired, end).actions).toEqual([]);
    const named = actions.flatMap((action) => values(action, observed).map(({ name }) => name));
    expect(named.every((name) => name.includes('muster-guardduty-') || name.includes('GUARDDUTY_POLICY'))).toBe(true);
    await pass(simulation, desired, { deploying: true });
    const contents = (state: typeof observed) =>
      state.policies.map(({ name, content, targets }) => [name, content, [...targets].sort()]).sort();
    expect(contents(await controller.observe(desired))).toEqual(contents(end));
  }
  expect(unknown()).toEqual([]);
});

test('N4: leaving ends with no policy of ours, with policies of others and without', async () => {
  for (const foreign of [false, true]) {
    const simulation = await organization();
    await pass(simulation, wider, { deploying: true });
    if (foreign) await organizationsAs(simulation).attachForeign('theirs', TOY);
    const controller = policiesController(awsOf(simulation, MANAGEMENT));
    const observed = await controller.removal.observe(wider);
    const once = planRemoval(wider, observed).actions.reduce(project, observed);
    const end = planRemoval(wider, once).actions.reduce(project, once);
    expect(end.policies.map(({ name }) => name)).toEqual(foreign ? ['theirs'] : []);
    expect(end.root.status).toBe(foreign ? 'ENABLED' : undefined);
    expect(planRemoval(wider, observed).actions.flatMap((action) => values(action, observed))).not.toEqual([]);
  }
});

test.each(['PENDING_ENABLE', 'PENDING_DISABLE'])('N4: while AWS says %s nothing is changed', async (status) => {
  const simulation = await organization();
  const desired = policies();
  const seen = await policiesController(awsOf(simulation, MANAGEMENT)).observe(desired);
  const observed = { ...seen, root: { ...seen.root, status } };
  for (const planned of [plan(desired, observed), planRemoval(desired, observed)])
    expect(planned).toMatchObject({ actions: [], pending: [{ reason: 'PolicyTypeChanging', scope: 'rollout' }] });
});
