import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CfnCustomResource,
  type CfnResource,
  type CustomResource,
  RemovalPolicy,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import {
  CfnFilter,
  CfnIPSet,
  type CfnIPSetProps,
  CfnThreatEntitySet,
  CfnThreatIntelSet,
  CfnTrustedEntitySet,
} from 'aws-cdk-lib/aws-guardduty';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { readListFile } from '../../config/lists/file';
import type { ListKey } from '../../config/schema-lists';
import type { DesiredRulesAndLists, List } from '../../rollout/lists';

export interface RulesAndListsProps {
  readonly set: DesiredRulesAndLists;
  /** the controller's custom resource, which knows the detector */
  readonly detector: CustomResource;
}

type ListProps = Omit<CfnIPSetProps, 'tags'>;

const RESOURCES: Readonly<Record<ListKey, (scope: Construct, id: string, props: ListProps) => CfnResource>> = {
  trustedIpLists: (scope, id, props) => new CfnIPSet(scope, id, props),
  threatIpLists: (scope, id, props) => new CfnThreatIntelSet(scope, id, props),
  trustedEntityLists: (scope, id, props) => new CfnTrustedEntitySet(scope, id, props),
  threatEntityLists: (scope, id, props) => new CfnThreatEntitySet(scope, id, props),
};

/** What the administrator sets in a region for all accounts: suppression rules, trusted and threat lists. */
export class RulesAndLists extends Construct {
  constructor(scope: Construct, id: string, { set, detector }: RulesAndListsProps) {
    super(scope, id);
    const detectorId = detector.getAttString('DetectorId');
    for (const rule of set.suppressionRules) this.suppress(rule, detectorId);
    const lists = set.lists.map((list) => {
      const { file: _, ...said } = list;
      return { ...said, file: this.use(list, detectorId) };
    });
    // whatever of it changes has the controller look anew which detector there is: one that was made meanwhile has another id
    const fingerprint = digest(JSON.stringify([set.suppressionRules, lists])).slice(0, 16);
    (detector.node.defaultChild as CfnCustomResource).addPropertyOverride('ForEverybody', fingerprint);
  }

  private suppress(
    { name, description, criteria }: DesiredRulesAndLists['suppressionRules'][number],
    detectorId: string,
  ): void {
    const criterion = Object.entries(criteria).map(([attribute, condition]) => [attribute, capitalized(condition)]);
    const filter = new CfnFilter(this, `Rule-${name}`, {
      detectorId,
      name,
      action: 'ARCHIVE',
      ...(description !== undefined && { description }),
      findingCriteria: { criterion: Object.fromEntries(criterion) },
    });
    filter.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }

  /** The file's name is the digest of its content, so that a changed file is read anew (F16). @returns the digest */
  private use(list: List, detectorId: string): string {
    const { sort, name, format } = list;
    // there is one trusted list at most: under another name it is the same, changed in place
    const id = sort.startsWith('trusted') ? sort : `${sort}-${name}`;
    const { s3ObjectUrl, assetHash } = new Asset(this, `File-${id}`, { path: this.write(list) });
    const resource = RESOURCES[sort](this, id, {
      detectorId,
      name,
      format,
      location: s3ObjectUrl,
      activate: true,
      // nobody else's bucket of that name
      expectedBucketOwner: Stack.of(this).account,
    });
    resource.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return assetHash;
  }

  /** The file as GuardDuty gets it, in the cloud assembly. */
  private write(list: List): string {
    const { content } = readListFile(list, list.sort);
    const folder = join(Stage.of(this)?.outdir ?? '', 'lists');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${digest(content)}.txt`);
    writeFileSync(file, content);
    return file;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `{ equals }` → `{ Equals }`, as CloudFormation has conditions; without what is not said. */
function capitalized(condition: object): object {
  const given = Object.entries(condition).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]));
}
