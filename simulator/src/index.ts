/**
 * A simulated AWS organization: its accounts, the services in every account and region, and a clock that you move.
 * Behaviour is specified in BEHAVIOUR.md, service by service.
 *
 * @example In the process of a test
 * ```ts
 * const simulation = await Simulation.start(loadOrganization('organization.yaml'), allServices, { clockRate: 0 });
 * const guardduty = clientOf(GuardDutyClient, simulation, '222222222222', 'eu-west-1');
 * await guardduty.send(new CreateDetectorCommand({ Enable: true }));
 * await simulation.clock.advance(300);
 * await simulation.stop();
 * ```
 *
 * @example On a port, for clients in other processes
 * ```ts
 * const { endpoint, token, close } = await serve(simulation, { control: control(simulation) });
 * ```
 */

// Observations: the calls, and the state of an account.
export { type AccountState, stateOf } from './account-state';
// The places where a caller reaches a service.
export { gate as regionGate } from './contract/region-gate';
// The simulation, and the two ways to reach it: HTTP on a port, or SDK clients in the same process.
export { control } from './control';
export { clientOf, type InProcessConfig } from './fixtures/organization-of';
export type { LoggedCall } from './kernel/call-log';
// Changes in an organization that no call of its owner causes.
export type { Fault } from './kernel/faults';
// The organization, as a file or an object, and its mistakes.
export * from './organization';
export { type InProcessHandler, requestHandler } from './request-handler';
export { type Served, type ServeOptions, serve } from './server';
export { allServices } from './services';
export { stacksSettled } from './services/cloudformation/engine/run';
export { putMember as putDetectiveMember } from './services/detective/put-member';
export type { MemberStatus } from './services/detective/state';
export { putEvent } from './services/events/delivery/put-event';
// Facts that AWS publishes about itself, for tests that compare their own catalogues with them.
export { compileObject as compileEventPattern } from './services/events/pattern/compile';
export type { Delivery, EventBus } from './services/events/state';
export { findingAttributes } from './services/guardduty/findings/attributes';
export { FINDING_TYPES, type FindingType } from './services/guardduty/findings/finding-types';
export { putFinding } from './services/guardduty/findings/put-finding';
export { sampleFinding } from './services/guardduty/findings/sample';
export { putMember as putGuardDutyMember } from './services/guardduty/put-member';
export type { Detector, RelationshipStatus } from './services/guardduty/state';
export { record as recordLog } from './services/logs/record';
export {
  acceptInvitation,
  close as closeAccount,
  create as createAccount,
  remove as removeAccount,
  suspend as suspendAccount,
} from './services/organizations/lifecycle';
export type { PublishedMessage } from './services/sns/state';
export type { Message } from './services/sqs/state';
export type { OpsItemState } from './services/ssm/ops-item-state';
export { Simulation, type SimulationOptions } from './simulation';
