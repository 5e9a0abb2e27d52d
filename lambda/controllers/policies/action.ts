import type { Effect } from '../../reconcile/effect';

interface About {
  readonly region: string;
  /** what it concerns: the name of the policy, or the type */
  readonly subject: string;
}

/** The actions of the controller, in the order in which a plan lists them. */
export type PoliciesAction =
  | (About & {
      readonly type: 'CreatePolicy' | 'UpdatePolicy';
      readonly content: string;
      /** of a policy that is created */
      readonly tags: Readonly<Record<string, string>>;
    })
  | (About & { readonly type: 'EnablePolicyType' | 'DisablePolicyType'; readonly root: string })
  | (About & { readonly type: 'AttachPolicy' | 'DetachPolicy' | 'ReleaseTarget'; readonly target: string })
  | (About & { readonly type: 'DeletePolicy' });

/** The effect of each action on the protection of accounts. */
export const effects = {
  // without a target it has no effect
  CreatePolicy: 'settles',
  // it ends the effect of auto-enable, and the policies that replace it are attached at once
  EnablePolicyType: 'settles',
  AttachPolicy: 'lessens',
  UpdatePolicy: 'lessens',
  DetachPolicy: 'lessens',
  // the accounts keep what they have, but nothing keeps it on any more
  ReleaseTarget: 'destroys',
  DisablePolicyType: 'destroys',
  DeletePolicy: 'destroys',
} as const satisfies Readonly<Record<PoliciesAction['type'], Effect>>;
