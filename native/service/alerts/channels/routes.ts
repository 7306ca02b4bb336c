import { findRule } from '../../../alerts/rules/index.ts';
import type { AlertSeverity } from '../../../contract/http/alerts.ts';
import { ChannelName, Routing } from '../../../contract/http/channels.ts';
import type { Store } from '../../../store/types.ts';

const KEY = 'alert_routing';

/** Who is told of what. */
export class Routes {
  readonly #store: Pick<Store, 'getSetting' | 'putSetting'>;
  #routing: Routing;

  constructor(store: Pick<Store, 'getSetting' | 'putSetting'>) {
    this.#store = store;
    this.#routing = parse(store.getSetting(KEY));
  }

  routing(): Routing {
    return this.#routing;
  }

  /** Throws `storage_failed`. */
  put(routing: Routing): void {
    this.#store.putSetting(KEY, JSON.stringify(routing));
    this.#routing = routing;
  }

  severitiesOf(channel: ChannelName): AlertSeverity[] {
    return (['info', 'warning', 'critical'] as const).filter((severity) => this.#routing[severity].includes(channel));
  }

  /** The channels of a severity and the one that the rule itself names. */
  channelsOf({ rule, severity }: { rule: string; severity: AlertSeverity }): Set<ChannelName> {
    const own = ChannelName.safeParse(findRule(rule)?.labels['notify']);
    return new Set([...this.#routing[severity], ...(own.success ? [own.data] : [])]);
  }
}

function parse(text: string | null): Routing {
  try {
    return Routing.parse(JSON.parse(text ?? '{}'));
  } catch {
    return Routing.parse({});
  }
}
