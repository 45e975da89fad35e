// The sections of a long page: beside it in a window, behind a button that stays at its top in the pane. The heading that
// somebody is led to takes the focus, so that the keyboard goes on from there.

import {
  Button,
  Link,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { TextBulletListLtr20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsWide } from '../../frame/use-is-wide.ts';
import { headingIdOf, type PageSection } from './heading-ids.ts';

const useStyles = makeStyles({
  beside: {
    position: 'sticky',
    insetBlockStart: 0,
    maxHeight: `calc(100vh - 2 * ${tokens.spacingVerticalL})`,
    overflowY: 'auto',
    // room for the edge of a link that has the focus
    padding: tokens.spacingHorizontalXXS,
  },
  list: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  link: { textAlign: 'start' },
  above: {
    position: 'sticky',
    insetBlockStart: 0,
    zIndex: 1,
    display: 'grid',
    // nothing of the page is seen between the button and the edge that it stays at
    marginBlockStart: `calc(-1 * ${tokens.spacingVerticalS})`,
    paddingBlock: tokens.spacingVerticalS,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

function lead(section: PageSection): void {
  const heading = document.getElementById(headingIdOf(section));
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: 'start' });
}

export function SectionList({ sections }: { readonly sections: readonly PageSection[] }) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const isWide = useIsWide();
  return (
    <nav className={isWide ? styles.beside : styles.above} aria-label={t('settings.sections')}>
      {isWide ? (
        <ul className={styles.list}>
          {sections.map((section) => (
            <li key={section}>
              <Link
                as="button"
                type="button"
                className={styles.link}
                onClick={() => {
                  lead(section);
                }}
              >
                <SectionName section={section} />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <SectionMenu sections={sections} />
      )}
    </nav>
  );
}

function SectionMenu({ sections }: { readonly sections: readonly PageSection[] }) {
  const { t } = useTranslation('administration');
  const [isOpen, setOpen] = useState(false);
  const chosen = useRef<PageSection | null>(null);
  useEffect(() => {
    if (isOpen || chosen.current === null) return undefined;
    const section = chosen.current;
    chosen.current = null;
    // A menu that closes hands the focus back to its button first.
    const frame = requestAnimationFrame(() => {
      lead(section);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [isOpen]);
  return (
    <Menu
      open={isOpen}
      onOpenChange={(_, { open }) => {
        setOpen(open);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<TextBulletListLtr20Regular />}>{t('settings.sections')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {sections.map((section) => (
            <MenuItem
              key={section}
              onClick={() => {
                chosen.current = section;
              }}
            >
              <SectionName section={section} />
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function SectionName({ section }: { readonly section: PageSection }) {
  const { t } = useTranslation('administration');
  return section === 'webhook' ? t('webhook.title') : t(`section.${section}`);
}
