import { IconKeyboard } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { PAGES, type Page, railPathOf } from './pages.ts';
import { openShortcuts } from './shortcuts.ts';

function RailLink({ page }: { page: Page }) {
  const [location] = useLocation();
  const here = railPathOf(location) === page.path;
  const IconOfPage = page.icon;
  const Badge = page.badge;
  return (
    <Link
      href={page.path}
      className="rail-link"
      aria-current={here ? 'page' : undefined}
      title={page.key === undefined ? undefined : `g then ${page.key}`}
    >
      <IconOfPage size={20} stroke={1.6} aria-hidden />
      {page.label}
      {Badge !== undefined && <Badge />}
    </Link>
  );
}

export function NavigationRail() {
  return (
    <nav className="rail" aria-label="Pages">
      <div className="rail-mark">
        <img src="/icon.svg" width={30} height={30} alt="Vigil" />
      </div>
      {PAGES.filter((page) => page.last !== true && page.partOf === undefined).map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
      <div className="rail-space" />
      <button type="button" className="rail-link" onClick={openShortcuts} title="?">
        <IconKeyboard size={20} stroke={1.6} aria-hidden />
        Keys
      </button>
      {PAGES.filter((page) => page.last === true).map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
    </nav>
  );
}
