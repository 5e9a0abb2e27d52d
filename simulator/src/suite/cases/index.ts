import type { ContractCase } from '../case';
import { detectiveReads } from './detective-reads';
import { detectiveWrites } from './detective-writes';
import { eventsReads, eventsWrites } from './events-writes';
import { guarddutyReads } from './guardduty-reads';
import { guarddutyWrites } from './guardduty-writes';
import { organizationsReads } from './organizations-reads';
import { organizationsWrites } from './organizations-writes';

/** The cases that only read. */
export const readingCases: readonly ContractCase[] = [
  ...organizationsReads,
  ...guarddutyReads,
  ...detectiveReads,
  ...eventsReads,
];

/** Every case; those that change something run only in a sandbox. */
export const allCases: readonly ContractCase[] = [
  ...readingCases,
  ...organizationsWrites,
  ...guarddutyWrites,
  ...detectiveWrites,
  ...eventsWrites,
];
