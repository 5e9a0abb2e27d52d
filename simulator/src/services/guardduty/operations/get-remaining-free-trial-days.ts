import type {
  AccountFreeTrialInfo,
  GetRemainingFreeTrialDaysCommandInput,
  GetRemainingFreeTrialDaysCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { eachAccount } from '../answers';
import { RESULTS } from '../errors';
import { accountIds, ownDetector } from '../ownership';
import { billedBy } from '../usage/billed-detectors';
import { type Metered, meteredIn, trialDaysLeft } from '../usage/metered-items';

/** The remaining days of the free trial of each source and feature, for the caller's account or its members'. */
export const getRemainingFreeTrialDays: Operation<
  GetRemainingFreeTrialDaysCommandInput,
  Partial<GetRemainingFreeTrialDaysCommandOutput>
> = (input, call) => {
  const billed = billedBy(ownDetector(call, input.DetectorId), call);
  const now = call.world.clock.now();
  const Accounts: AccountFreeTrialInfo[] = [];
  const unprocessed = eachAccount(accountIds(input.AccountIds), (AccountId) => {
    const detector = billed.get(AccountId);
    if (!detector) return RESULTS.notAssociated;
    const metered = meteredIn(detector);
    const Features = metered.map((each) => ({ Name: each.name, FreeTrialDaysRemaining: trialDaysLeft(each, now) }));
    Accounts.push({ AccountId, DataSources: dataSourcesOf(metered, now), Features });
    return undefined;
  });
  return { Accounts, ...unprocessed };
};

/** The remaining days in the form before March 2023. */
function dataSourcesOf(metered: readonly Metered[], now: number): AccountFreeTrialInfo['DataSources'] {
  const left = (name: Metered['name']) => {
    const found = metered.find((each) => each.name === name);
    return found && { FreeTrialDaysRemaining: trialDaysLeft(found, now) };
  };
  const [s3, eks, ebs] = [left('S3_DATA_EVENTS'), left('EKS_AUDIT_LOGS'), left('EBS_MALWARE_PROTECTION')];
  return {
    CloudTrail: left('CLOUD_TRAIL'),
    DnsLogs: left('DNS_LOGS'),
    FlowLogs: left('FLOW_LOGS'),
    ...(s3 && { S3Logs: s3 }),
    ...(eks && { Kubernetes: { AuditLogs: eks } }),
    ...(ebs && { MalwareProtection: { ScanEc2InstanceWithFindings: ebs } }),
  };
}
