import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { LoadingPage } from '../components/LoadingPage.tsx';
import { useAlertNotifications } from '../features/alerts/channels/notify/use-alert-notifications.ts';
import { DEMO_COMMANDS } from '../features/demo/demo-commands.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { useRegisterCommands } from './commands.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { NavigationRail } from './NavigationRail.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PAGES_BY_PATH } from './pages.ts';
import { ShortcutsOverlay } from './ShortcutsOverlay.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useAlertTitle } from './use-alert-title.ts';
import { useNavigationKeys } from './use-navigation-keys.ts';
import { useOpened } from './use-opened.ts';

export function App() {
  useNavigationKeys();
  useOpened();
  useAlertTitle();
  useAlertNotifications();
  useRegisterCommands(DEMO_COMMANDS);
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <NavigationRail />
      <main id="content" className="content" tabIndex={-1}>
        <Switch>
          {PAGES_BY_PATH.map(({ path, component: Component }) => (
            <Route key={path} path={path === '/' ? path : `${path}/*?`}>
              <ErrorBoundary key={path}>
                <Suspense fallback={<LoadingPage />}>
                  <Component />
                </Suspense>
              </ErrorBoundary>
            </Route>
          ))}
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </main>
      <StatusBar />
      <CommandPalette />
      <ShortcutsOverlay />
    </div>
  );
}
