/** The section `guardrails` of `rollout.yaml`. */
import { z } from 'zod';

const principal = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::(\d{12}|\*):(role|user)\/\S+$/,
    'must be the ARN of a role or user; * stands for any text',
  )
  .meta({ title: 'ARN of a role or user' });

export const guardrails = z.strictObject({
  attachTo: z
    .array(z.string().min(1).meta({ title: 'organizational unit' }))
    .min(1)
    .default(['root'])
    .describe('where the policy for members is attached: root, or organizational units as in overrides'),
  breakGlass: z
    .array(principal)
    .default([])
    .describe('principals that no guardrail binds, for an emergency; * stands for any text'),
  qualifier: z
    .string()
    .regex(/^[a-z0-9]{1,10}$/, 'must be 1 to 10 of a–z and 0–9')
    .default('hnb659fds')
    .describe("qualifier of the CDK's bootstrap stack in the administrator account, whose roles deploy the stacks"),
});

export type Guardrails = z.output<typeof guardrails>;
