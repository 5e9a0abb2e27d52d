import type { Aws } from '../../aws/clients';
import type { OrganizationAdministrator } from '../../aws/guardduty/detector';
import { DETECTIVE, GUARDDUTY } from '../../aws/permissions/permission-set';
import type { DelegationDesired } from './desired';

/** A service whose administration the management account delegates. */
export type Administered = 'guardduty' | 'detective';

/** What delegating one service takes; each is done in every region that asks for it. */
export interface Administration {
  readonly of: Administered;
  /** for people */
  readonly name: string;
  /** that Organizations trusts, and registers the administrator for */
  readonly principal: string;
  /** whether the management account needs a detector of its own there, without which it cannot become a member (D8) */
  readonly needsDetector: boolean;
  /** what is deleted when it is taken back (D14): only where `destroyGraphs` asks for it */
  readonly deletes?: string;
  isAsked(region: DelegationDesired['regions'][number]): boolean;
  /** what the management account calls in a region */
  port(aws: Aws, region: string): AdministrationPort;
}

interface AdministrationPort {
  administrator(): Promise<OrganizationAdministrator | undefined>;
  enable(account: string): Promise<void>;
  disable(account: string): Promise<void>;
}

/** In the order in which a plan lists them. */
export const ADMINISTRATIONS: readonly Administration[] = [
  {
    of: 'guardduty',
    name: 'GuardDuty',
    principal: GUARDDUTY,
    needsDetector: true,
    isAsked: () => true,
    port: (aws, region) => ({
      administrator: () => aws.guardDuty(region).organizationAdministrator(),
      enable: (account) => aws.guardDuty(region).enableOrganizationAdministrator(account),
      disable: (account) => aws.guardDutyRemoval(region).disableOrganizationAdministrator(account),
    }),
  },
  {
    of: 'detective',
    name: 'Detective',
    principal: DETECTIVE,
    needsDetector: false,
    deletes: 'its graph',
    isAsked: ({ detective }) => detective,
    port: (aws, region) => ({
      administrator: () => aws.detective(region).organizationAdministrator(),
      enable: (account) => aws.detective(region).enableOrganizationAdministrator(account),
      disable: () => aws.detective(region).disableOrganizationAdministrator(),
    }),
  },
];

/** Those that may be taken back: one that deletes something only where the configuration says so. */
export function revocable({ destroyGraphs }: Pick<DelegationDesired, 'destroyGraphs'>): Administration[] {
  return ADMINISTRATIONS.filter(({ deletes }) => deletes === undefined || destroyGraphs);
}

/** @throws Error for a service that is not in the list */
export function administrationOf(service: Administered): Administration {
  const found = ADMINISTRATIONS.find(({ of }) => of === service);
  if (!found) throw new Error(`there is no administration of ${service}`);
  return found;
}
