/** Official four-digit code, as text: `0101`. */
export type MunicipalityCode = string & { readonly __brand: 'MunicipalityCode' };

/** Official four-digit code, as text: `1084`. */
export type RegionCode = string & { readonly __brand: 'RegionCode' };
