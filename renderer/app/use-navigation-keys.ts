import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { PAGES } from './pages.ts';
import { isTyping, openShortcuts } from './shortcuts.ts';

/** `g` then a page's letter goes there; `?` shows the shortcuts. */
export function useNavigationKeys(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    let afterG = false;
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const page = afterG ? PAGES.find(({ key }) => key === event.key) : undefined;
      afterG = event.key === 'g';
      if (page !== undefined) {
        event.preventDefault();
        navigate(page.path);
      } else if (event.key === '?') {
        openShortcuts();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
