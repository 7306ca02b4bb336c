import { assertNever } from '../../../contract/errors.ts';
import { alertmanagerRequest } from './alertmanager.ts';
import { sendMail } from './email.ts';
import { pagerdutyRequest } from './pagerduty.ts';
import { post } from './post.ts';
import { slackRequest } from './slack.ts';
import type { ChannelConfig, Message, SendOptions, SentChannel } from './types.ts';
import { webhookRequest } from './webhook.ts';

/** Whether a message of this channel can tell of several alerts. */
export const takesSeveral = (name: SentChannel) => name !== 'pagerduty';

/** One attempt. Throws `notification_failed`. */
export function send(message: Message, config: ChannelConfig, options: SendOptions): Promise<void> {
  switch (config.name) {
    case 'slack':
      return post(slackRequest(message, config), [], options);
    case 'email':
      return sendMail(message, config, options);
    case 'pagerduty':
      return post(pagerdutyRequest(message, config), [config.key], options);
    case 'webhook':
      return post(webhookRequest(message, config), [], options);
    case 'alertmanager':
      return post(alertmanagerRequest(message, config), [], options);
    default:
      return assertNever(config);
  }
}
