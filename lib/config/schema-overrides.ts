/** The section `overrides` of `rollout.yaml`: settings that differ for some accounts, and how accounts are selected. */
import { z } from 'zod';
import { autoEnable } from '../../lambda/controllers/guardduty/desired';
import { overridingPlans } from './schema-plans';

const unit = z.string().min(1).meta({ title: 'organizational unit' });
const account = z.string().min(1).meta({ title: 'account' });

/** Selects accounts by organizational unit, id or name. */
export const selection = {
  ous: z
    .array(unit)
    .default([])
    .describe(
      'organizational units with everything below them: ids, or paths of names from the root like `Workloads/Prod`',
    ),
  accounts: z.array(account).default([]).describe('ids in quotes, or names as AWS Organizations has them'),
};

/** One entry of `overrides`. */
const override = z.strictObject({
  match: z
    .strictObject({
      ...selection,
      regions: z
        .array(z.string().meta({ title: 'region name' }))
        .default([])
        .describe('only in these regions; empty: in all'),
    })
    .describe(
      'the accounts that it applies to: listed, or in one of the units; with neither, every account in the regions',
    ),
  exclude: z
    .boolean()
    .optional()
    .describe('true: the accounts are not enrolled and not changed; an account that is a member already is reported'),
  guardDuty: z
    .strictObject({
      autoEnable: autoEnable
        .optional()
        .describe('ALL and NEW: the accounts are enrolled; NONE: they are not, and existing members stay'),
      protectionPlans: overridingPlans
        .prefault({})
        .describe('plans that differ, each replaced as a whole: ALL and NONE are on and off in these accounts'),
    })
    .prefault({})
    .describe('GuardDuty in these accounts'),
  detective: z
    .strictObject({
      enabled: z.boolean().optional().describe('false: the accounts are not enrolled; existing members are reported'),
    })
    .prefault({})
    .describe('Detective in these accounts'),
});

/** `overrides`. */
export const overrides = z.array(override).prefault([]);

/** `detective.priority`. */
export const priority = z.array(z.strictObject(selection)).default([]);
