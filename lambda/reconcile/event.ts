/** The part of CloudFormation's event about a custom resource that the rollout reads. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  /** ARN of the stack */
  readonly StackId?: string;
  /** `Desired` is one JSON string: CloudFormation would turn every boolean and number in it into a string */
  readonly ResourceProperties: {
    readonly Desired?: string;
    /** ARN of the function that runs the pass */
    readonly Pass?: string;
    readonly [property: string]: unknown;
  };
  /** of an Update: what was deployed before; of its rollback, what failed */
  readonly OldResourceProperties?: { readonly Desired?: string };
}

/** The input of `isComplete` from the Provider framework: the event merged with the result of `onEvent`. */
export interface IsCompleteEvent extends CustomResourceEvent {
  readonly StartedAt?: string;
}

/** The answer of `isComplete`. `Data` is only allowed with `IsComplete: true`, and CloudFormation needs every value. */
export interface Completion {
  readonly IsComplete: boolean;
  readonly Data?: Readonly<Record<'Summary' | 'Covered' | 'Exceptions' | 'Pending', string> & Record<string, string>>;
}

/** Whether CloudFormation sent the event; the schedule sends the desired state itself. */
export function isCustomResource(event: unknown): event is CustomResourceEvent {
  return typeof event === 'object' && event !== null && 'RequestType' in event;
}
