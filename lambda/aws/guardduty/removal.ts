import {
  DeleteDetectorCommand,
  DeleteMembersCommand,
  DisableOrganizationAdminAccountCommand,
  DisassociateMembersCommand,
  StopMonitoringMembersCommand,
} from '@aws-sdk/client-guardduty';
import { ensure } from '../call';
import { hasCode } from '../error-predicates';
import { notYet, type Refusal, whenOutOfRange } from '../refusals';
import { GuardDutyPort } from './port';

/** The operations that remove GuardDuty in one region, in a port of their own, so that other code cannot call them. */
export class GuardDutyRemoval extends GuardDutyPort {
  /** Suspends the detectors of members. */
  suspend(accounts: readonly string[]): Promise<Refusal[]> {
    return this.whenAllowed(() =>
      this.eachBatch('StopMonitoringMembers', 'suspending', accounts, (DetectorId, AccountIds) =>
        this.client.send(new StopMonitoringMembersCommand({ DetectorId, AccountIds })),
      ),
    );
  }

  /** Ends associations; GuardDuty stays as it is in the accounts. */
  disassociate(accounts: readonly string[]): Promise<Refusal[]> {
    return this.whenAllowed(() =>
      this.eachBatch('DisassociateMembers', 'disassociating', accounts, (DetectorId, AccountIds) =>
        this.client.send(new DisassociateMembersCommand({ DetectorId, AccountIds })),
      ),
    );
  }

  /** Deletes the records of accounts that are not associated; a missing record is not a refusal. */
  async deleteMembers(accounts: readonly string[]): Promise<Refusal[]> {
    const refusals = await this.whenAllowed(() =>
      this.eachBatch('DeleteMembers', 'deleting', accounts, (DetectorId, AccountIds) =>
        this.client.send(new DeleteMembersCommand({ DetectorId, AccountIds })),
      ),
    );
    return refusals.filter(({ reason }) => reason !== 'NotAssociated');
  }

  /** Deletes the account's own detector, with its findings. */
  async deleteDetector(): Promise<void> {
    const DetectorId = await this.findDetector();
    if (DetectorId === undefined) return;
    try {
      await this.call(`deleting GuardDuty detector (${DetectorId})`, () =>
        this.client.send(new DeleteDetectorCommand({ DetectorId })),
      );
    } catch (error) {
      // "… the current account cannot delete detector while it has invited or associated members.": AWS answers so for minutes
      // after the last one left (M14)
      throw notYet(
        error,
        /cannot delete detector while it has/i,
        'AWS answers so for minutes after the last member left',
      );
    }
    this.detectorId = undefined;
  }

  /** Revokes the delegation in the region; only the management account may call this. */
  async disableOrganizationAdministrator(account: string): Promise<void> {
    await ensure(`disabling GuardDuty organization administrator (${account})`, this.region, () =>
      this.client.send(new DisableOrganizationAdminAccountCommand({ AdminAccountId: account })),
    );
  }

  /** M8: while auto-enable is ALL, and for a moment afterwards, AWS answers with its catch-all. */
  private async whenAllowed(send: () => Promise<Refusal[]>): Promise<Refusal[]> {
    try {
      return await send();
    } catch (error) {
      throw hasCode(error, 'Refused')
        ? whenOutOfRange(error, 'NotSettled', 'AWS answers so while auto-enable is ALL, and for a moment afterwards')
        : error;
    }
  }
}
