import type { PublishVersionCommandInput, PublishVersionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { findFunction } from '../find-function';
import { publish } from '../version';

/** PublishVersion. */
export const publishVersion: Operation<PublishVersionCommandInput, Partial<PublishVersionCommandOutput>> = (
  input,
  call,
) => publish(findFunction(input, 'lambda:PublishVersion', call).found, input.Description);
