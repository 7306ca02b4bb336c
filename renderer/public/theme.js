// The content security policy forbids eval, which zod would try for faster parsers the moment it is loaded.
globalThis.__zod_globalConfig = { jitless: true };

// Before the first paint, so that a dark desk never flashes white. The key is the one Mantine keeps the choice under.
const choice = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
const dark = choice === 'dark' || (choice === 'auto' && !matchMedia('(prefers-color-scheme: light)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
