import { Stack } from 'aws-cdk-lib';
import { CfnMicrosoftTeamsChannelConfiguration, CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Destination } from '../../../lambda/findings/desired';

export interface ChatChannelProps {
  /** of the target */
  readonly name: string;
  /** what is published there appears in the channel */
  readonly topic: ITopic;
  readonly channel: Extract<Destination, { via: 'chat' }>['channel'];
}

/**
 * A channel of Slack or Microsoft Teams through Amazon Q Developer in chat applications. It shows messages; whoever writes in
 * the channel can do nothing with it, neither by its role nor by its guardrail, which would allow everything by default.
 */
export class ChatChannel extends Construct {
  constructor(scope: Construct, id: string, { name, topic, channel }: ChatChannelProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: 'May do nothing: the channel shows findings and takes no commands.',
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
    });
    const settings = {
      configurationName: `muster-${name}`,
      iamRoleArn: role.roleArn,
      snsTopicArns: [topic.topicArn],
      guardrailPolicies: [`arn:${Stack.of(this).partition}:iam::aws:policy/AWSDenyAll`],
      loggingLevel: 'ERROR',
    };
    switch (channel.client) {
      case 'slack':
        new CfnSlackChannelConfiguration(this, 'Slack', {
          ...settings,
          slackWorkspaceId: channel.workspaceId,
          slackChannelId: channel.channelId,
        });
        return;
      case 'teams':
        new CfnMicrosoftTeamsChannelConfiguration(this, 'Teams', {
          ...settings,
          teamsTenantId: channel.tenantId,
          teamId: channel.teamId,
          teamsChannelId: channel.channelId,
        });
        return;
      default:
        channel satisfies never;
    }
  }
}
