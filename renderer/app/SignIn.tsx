import './sign-in.css';
import { Button, Code, Loader, PasswordInput, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ApiProblem } from '../api/client.ts';
import { type Session, session } from '../api/session.ts';

/** What stands under the field when the token did not do. */
function reasonOf({ code, message }: ApiProblem): string {
  return code === 'unauthorized' ? 'This is not the token of this console. Copy the whole line of the file.' : message;
}

/** Asks for the token in place of the whole frame, and says where it is found. */
export function SignIn({ current }: { current: Exclude<Session, { state: 'open' }> }) {
  const [token, setToken] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const problem = current.state === 'wanted' ? current.problem : null;
  useEffect(() => {
    if (problem !== null) field.current?.select();
  }, [problem]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') void session.signIn(token);
  };
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={submit}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <Title order={1}>This console asks for its token</Title>
        <Text className="quiet">
          A browser shows once that it may come in, and stays signed in then. The token itself is not kept.
        </Text>
        <PasswordInput
          ref={field}
          label="Token"
          size="sm"
          autoFocus
          required
          withAsterisk={false}
          autoComplete="current-password"
          spellCheck={false}
          maxLength={200}
          leftSection={<IconKey size={16} aria-hidden />}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={problem === null ? null : <span role="alert">{reasonOf(problem)}</span>}
        />
        <Button type="submit" size="sm" fullWidth loading={current.state === 'exchanging'}>
          Sign in
        </Button>
        <Text size="sm" className="quiet">
          The token stands in the file <Code>token</Code> of the console's data folder, which the console names when it
          starts. An address that ends in <Code>#token=</Code> and the token signs in by itself.
        </Text>
      </form>
    </main>
  );
}

/**
 * Shows its children while this browser may use the console, and the sign-in as soon as an answer says `unauthorized`.
 * What the pages held in memory (an upload, unsaved settings) outlasts the sign-in, since it lives outside of React.
 */
export function SignInGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const current = useSyncExternalStore(session.subscribe, session.get);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        const { error } = event.action;
        if (error instanceof ApiProblem && error.code === 'unauthorized') session.refused();
      }),
    [queries],
  );
  const open = current.state === 'open';
  useEffect(() => {
    if (open) return;
    // Runs as the session opens: everything that was refused meanwhile is asked for again.
    return () => void queries.invalidateQueries();
  }, [open, queries]);
  if (open) return children;
  if (current.state === 'exchanging' && !current.asked) {
    return (
      <main className="sign-in" aria-busy="true">
        <Loader aria-label="Signing in" />
      </main>
    );
  }
  return <SignIn current={current} />;
}
