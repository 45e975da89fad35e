// A screen whose code is a chunk of its own. Not React's lazy: React holds content back for 300 ms after a fallback was
// shown, and shows the fallback even when the code has long come.

import { useEffect, useState, type ComponentType } from 'react';
import { Failure } from './Failure.tsx';
import { LoadingScreen } from './LoadingScreen.tsx';

export interface Part<Props> {
  (props: Props): React.ReactNode;
  /** asks for the code before the screen is wanted; the screen says what goes wrong */
  ahead(): void;
}

export function createPart<Props extends object>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  let loaded: ComponentType<Props> | null = null;
  const keep = async (): Promise<void> => {
    loaded = await load();
  };
  const Shown = (props: Props) => {
    const [state, setState] = useState<{ readonly error: unknown } | 'asking' | 'here'>(() =>
      loaded ? 'here' : 'asking',
    );
    useEffect(() => {
      if (state !== 'asking') return undefined;
      let isCurrent = true;
      keep().then(
        () => {
          if (isCurrent) setState('here');
        },
        (error: unknown) => {
          if (isCurrent) setState({ error });
        },
      );
      return () => {
        isCurrent = false;
      };
    }, [state]);
    if (typeof state === 'object')
      return (
        <Failure
          error={state.error}
          onRetry={() => {
            setState('asking');
          }}
        />
      );
    const Screen = state === 'here' ? loaded : null;
    return Screen ? <Screen {...props} /> : <LoadingScreen />;
  };
  return Object.assign(Shown, {
    ahead: () => {
      keep().catch(() => undefined);
    },
  });
}
