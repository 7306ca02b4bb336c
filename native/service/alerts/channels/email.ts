import { createTransport, type SendMailOptions } from 'nodemailer';
import { DeliveryFailure, withoutSecrets } from './failure.ts';
import type { ChannelConfig, Message, SendOptions } from './types.ts';
import { headlineOf, sentenceOf, titleOf } from './wording.ts';

type EmailConfig = Extract<ChannelConfig, { name: 'email' }>;

/** The mail about a message. `Message-ID` is the same at every attempt: most mail servers show a repetition once. */
export function mailOf(message: Message, { from, to }: Pick<EmailConfig, 'from' | 'to'>): SendMailOptions {
  const { id, told, origin } = message;
  const paragraphs = told.map((one) => {
    const { severity, component, fired_at, resolved_at, runbook } = one.alert;
    const times = [fired_at === null ? '' : `Fired ${fired_at}`, resolved_at === null ? '' : `over ${resolved_at}`];
    return [
      titleOf(one),
      sentenceOf(one),
      `Severity ${severity}, component ${component}. ${times.filter((time) => time !== '').join(', ')}.`,
      `What to do: ${runbook}`,
    ].join('\n');
  });
  const sign = `-- \nVigil on ${origin.machine}${origin.url === null ? '' : `, ${origin.url}/alerts`}`;
  return {
    from: { name: 'Vigil', address: from },
    to: [...to],
    subject: headlineOf(message),
    text: [...paragraphs, sign].join('\n\n'),
    messageId: `<${id}@${origin.installation}.vigil>`,
    // So that nobody's answering machine answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** Sends it by SMTP. Throws `notification_failed`. */
export async function sendMail(
  message: Message,
  config: EmailConfig,
  { timeout_ms, signal }: SendOptions,
): Promise<void> {
  const { host, port, security, login } = config;
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(login !== null && { auth: { user: login.user, pass: login.password } }),
    ...{ connectionTimeout: timeout_ms, greetingTimeout: timeout_ms, socketTimeout: timeout_ms },
    // A mail is text of ours alone.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(new Error('it took too long'));
  const timer = setTimeout(end, timeout_ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    const { rejected } = await Promise.race([transport.sendMail(mailOf(message, config)), ended]);
    if (rejected.length > 0) {
      throw new Error(`the server refused ${rejected.length} of ${config.to.length} recipients, and took the others`);
    }
  } catch (error) {
    const secrets = login === null ? [] : [login.password, Buffer.from(login.password).toString('base64')];
    throw explain(error, `${host}:${port}`, secrets);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    transport.close();
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  EAUTH: 'Check user and password; many providers want a password made for this program.',
  ETLS: 'Check port and security, and that the certificate of the server is trusted on this machine.',
  ESOCKET: 'Check port and security, and that the certificate of the server is trusted on this machine.',
  EENVELOPE: 'Check the addresses in from and to.',
  EDNS: 'Check the name of the mail server.',
};

function explain(error: unknown, server: string, secrets: readonly string[]): DeliveryFailure {
  const { message, code } = error as Error & { code?: string };
  const remedy = REMEDIES[code ?? ''] ?? 'Check that the mail server runs, can be reached, and takes mail from here.';
  return new DeliveryFailure(
    `The mail server ${server} did not take the mail: ${withoutSecrets(message, secrets)}. ${remedy}`,
  );
}
