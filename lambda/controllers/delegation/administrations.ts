import type { Aws } from '../../aws/clients';
import type { OrganizationAdministrator } from '../../aws/guardduty/detector';
import { DETECTIVE, GUARDDUTY } from '../../aws/permissions/permission-set';
import type { DelegationDesired } from './desired';

/** A service whose administration the management account delegates. */
export type Administered = 'guardduty' | 'detective';

/** How the administration of one service is delegated in a region. */
export interface Administration {
  readonly of: Administered;
  /** name of the service in texts */
  readonly name: string;
  /** the service principal that Organizations trusts, and for which it registers the administrator */
  readonly principal: string;
  /** whether the management account needs a detector in the region, without which it cannot become a member (D8) */
  readonly needsDetector: boolean;
  /** what revoking it deletes (D14), in words; it is then revoked only with `destroyGraphs` */
  readonly deletes?: string;
  isDesired(region: DelegationDesired['regions'][number]): boolean;
  /** the port that the management account uses in a region */
  port(aws: Aws, region: string): AdministrationPort;
}

interface AdministrationPort {
  administrator(): Promise<OrganizationAdministrator | undefined>;
  enable(account: string): Promise<void>;
  disable(account: string): Promise<void>;
}

/** The administrations, in the order in which a plan lists them. */
export const ADMINISTRATIONS: readonly Administration[] = [
  {
    of: 'guardduty',
    name: 'GuardDuty',
    principal: GUARDDUTY,
    needsDetector: true,
    isDesired: () => true,
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
    isDesired: ({ detective }) => detective,
    port: (aws, region) => ({
      administrator: () => aws.detective(region).organizationAdministrator(),
      enable: (account) => aws.detective(region).enableOrganizationAdministrator(account),
      disable: () => aws.detective(region).disableOrganizationAdministrator(),
    }),
  },
];

/** The administrations that may be revoked: one that deletes something, only with `destroyGraphs`. */
export function revocable({ destroyGraphs }: Pick<DelegationDesired, 'destroyGraphs'>): Administration[] {
  return ADMINISTRATIONS.filter(({ deletes }) => deletes === undefined || destroyGraphs);
}

/** @throws Error for a service that is not in the list */
export function administrationOf(service: Administered): Administration {
  const found = ADMINISTRATIONS.find(({ of }) => of === service);
  if (!found) throw new Error(`there is no administration of ${service}`);
  return found;
}
