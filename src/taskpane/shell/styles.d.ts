// Style sheets are taken by webpack; the compiler only needs to know that importing one is allowed.
declare module '*.css';
