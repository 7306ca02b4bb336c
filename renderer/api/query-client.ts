import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A console that restarts is back within seconds; an answer that says no will say no again.
      retry: (count, error) => error instanceof ApiProblem && error.code === 'unreachable' && count < 3,
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
  },
});
