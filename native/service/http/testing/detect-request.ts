import { Problem } from '../../../contract/errors.ts';
import { DetectResponse } from '../../../contract/http/detect.ts';
import type { AppUnderTest } from './app-under-test.ts';

type Body = NonNullable<RequestInit['body']>;
type Headers = Record<string, string>;

export function post(app: AppUnderTest, body: Body, query = '', headers: Headers = {}): Promise<Response> {
  return fetch(`${app.url}/v1/yolo/detect/${query}`, { method: 'POST', body, headers });
}

/** One image as the whole body. */
export function postRaw(app: AppUnderTest, query = '', headers: Headers = {}): Promise<Response> {
  return post(app, 'bytes', query, { 'content-type': 'image/jpeg', ...headers });
}

export type Part = readonly [name: string, content: string, fileName?: string];

export function form(parts: readonly Part[]): FormData {
  const data = new FormData();
  for (const [name, content, fileName = 'a.jpg'] of parts) data.append(name, new File([content], fileName));
  return data;
}

export const answered = async (response: Response) => DetectResponse.parse(await response.json());
export const problem = async (response: Response) => Problem.loose().parse(await response.json());

/** What the detection was asked to look at, as text. */
export function sentTo({ detection }: AppUnderTest): string[] {
  return detection.jobs.map(({ image }) => (image.type === 'bytes' ? Buffer.from(image.bytes).toString() : ''));
}
