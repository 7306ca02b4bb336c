/**
 * Works on `limit` inputs at a time and yields the results in the order of the inputs. Work goes on behind a slow
 * result: what is finished early waits for its turn. `work` must not reject; a failure is a result like another.
 */
export async function* inOrder<Input, Result>(
  inputs: readonly Input[],
  limit: number,
  work: (input: Input) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const slots = inputs.map((input) => ({ input, ...Promise.withResolvers<Result>() }));
  const queue = slots.values();
  const worker = async () => {
    for (const { input, resolve, reject } of queue) {
      try {
        resolve(await work(input));
      } catch (error) {
        reject(error);
      }
    }
  };
  for (let started = 0; started < limit; started++) void worker();
  for (const { promise } of slots) yield await promise;
}
