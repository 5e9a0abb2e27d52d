import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { present } from './cli';
import { type Answer, type Client, environment } from './client';

const SCRIPT = `
import boto3, json, sys
from botocore import xform_name
from botocore.exceptions import ClientError

answers = []
for call in json.load(sys.stdin):
    client = boto3.client(call["service"])
    try:
        output = getattr(client, xform_name(call["operation"]))(**call.get("input", {}))
        output.pop("ResponseMetadata", None)
        answers.append({"output": output})
    except ClientError as error:
        answers.append({"error": {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}})
print(json.dumps(answers, default=lambda value: value.isoformat()))
`;

/** boto3, if it is installed. */
export const boto3: readonly Client[] = present('python3', '-c', 'import boto3')
  ? [
      {
        name: 'boto3',
        calls: async (endpoint, account, region, calls) => {
          const python = spawn('python3', ['-c', SCRIPT], { env: environment(endpoint, account, region) });
          python.stdin.end(JSON.stringify(calls));
          const [out, errors] = await Promise.all([text(python.stdout), text(python.stderr)]);
          if (out === '') throw new Error(errors);
          return JSON.parse(out) as Answer[];
        },
      },
    ]
  : [];
