import { ids } from '../../../kernel/ids';
import type { ResourceType } from './resource-type';

/** The metadata that the CDK adds to every stack to count its constructs; it has no resource. */
const metadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  createOnly: [],
  attributes: [],
  create: async (_, work) => ({ physicalId: work.generatedName(64) }),
  update: async (existing) => existing,
};

const waitConditionHandle: ResourceType = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  createOnly: [],
  attributes: [],
  create: async (_, work) => {
    const bucket = `cloudformation-waitcondition-${work.region}`;
    const key = encodeURIComponent(`${work.stack.id}/${ids.uuid()}/${work.logicalId}`);
    return { physicalId: `https://${bucket}.s3.${work.region}.amazonaws.com/${key}` };
  },
  update: async (existing) => existing,
};

export const cloudFormationTypes: readonly ResourceType[] = [metadata, waitConditionHandle];
