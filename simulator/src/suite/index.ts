/** Questions to AWS about the behaviour that this simulator copies: the same to AWS, or to a simulated organization. */

export { type Body, readOnly, type Send, type Service } from './call';
export type { ContractCase, Facts } from './case';
export { allCases, readingCases } from './cases';
export { type Surroundings, surroundings } from './facts';
export { type ContractReport, reportOf, type Subject } from './report';
export { type CaseResult, type Leftover, runSuite, type SuiteResult } from './run';
export { type Caller, sdk } from './sdk';
