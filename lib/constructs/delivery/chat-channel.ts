import { Stack } from 'aws-cdk-lib';
import { CfnMicrosoftTeamsChannelConfiguration, CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Destination } from '../../../lambda/findings/desired';

export interface ChatChannelProps {
  /** name of the target */
  readonly name: string;
  /** its messages appear in the channel */
  readonly topic: ITopic;
  readonly channel: Extract<Destination, { via: 'chat' }>['channel'];
}

/**
 * A channel of Slack or Microsoft Teams through Amazon Q Developer in chat applications. It only shows messages: neither its
 * role nor its guardrail, which would allow everything by default, lets people in the channel run commands.
 */
export class ChatChannel extends Construct {
  constructor(scope: Construct, id: string, { name, topic, channel }: ChatChannelProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: 'Has no permissions: the channel shows findings and accepts no commands.',
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
