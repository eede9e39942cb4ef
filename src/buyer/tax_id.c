/* tax_id: see tax_id.h. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "buyer/pattern.h"
#include "buyer/tax_id.h"

/* The usual kind of a country first, and "" after all of them. */
const struct tax_id_kind tax_id_kinds[] = {
	{ "AD", "ad_nrt", "ANNNNNNA", "A-123456-Z" },
	{ "AE", "ae_trn", "NNNNNNNNNNNNNNN", "123456789012345" },
	{ "AR", "ar_cuit", "NNNNNNNNNNN", "12-3456789-01" },
	{ "AT", "eu_vat", "@TUNNNNNNNN", "ATU12345678" },
	{ "AU", "au_abn", "NNNNNNNNNNN", "12345678912" },
	{ "AU", "au_arn", "NNNNNNNNNNNN", "123456789123" },
	{ "BE", "eu_vat", "BENNNNNNNNNN", "BE0123456789" },
	{ "BG", "eu_vat", "BGNNNNNNNNNN|BGNNNNNNNNN", "BG0123456789" },
	{ "BG", "bg_uic", "NNNNNNNNN", "123456789" },
	{ "BH", "bh_vat", "NNNNNNNNNNNNNNN", "123456789012345" },
	{ "BO", "bo_tin",
	    "NNNNNNNNN|NNNNNNNNNN|NNNNNNN|NNNNNNNN|NNNNNNNNNNN|"
	    "NNNNNNNNNNNN",
	    "123456789" },
	{ "BR", "br_cnpj", "NNNNNNNNNNNNNN", "01.234.456/5432-10" },
	{ "BR", "br_cpf", "NNNNNNNNNNN", "123.456.789-87" },
	{ "CA", "ca_bn", "NNNNNNNNN", "123456789" },
	{ "CA", "ca_gst_hst", "NNNNNNNNNRTNNNN", "123456789RT0002" },
	{ "CA", "ca_pst_bc", "PSTNNNNNNNN", "PST-1234-5678" },
	{ "CA", "ca_pst_mb", "NNNNNN-N", "123456-7" },
	{ "CA", "ca_pst_sk", "NNNNNNN", "1234567" },
	{ "CA", "ca_qst", "NNNNNNNNNNTQNNNN", "1234567890TQ1234" },
	{ "CH", "ch_vat",
	    "CHENNNNNNNNNMWST|CHENNNNNNNNNTV@|CHENNNNNNNNNIV@",
	    "CHE-123.456.789 MWST" },
	{ "CH", "ch_uid", "CHENNNNNNNNNHR|CHENNNNNNNNN", "CHE-123.456.789 HR" },
	{ "CL", "cl_tin", "NNNNNNNNX|NNNNNNNX", "12.345.678-K" },
	{ "CN", "cn_tin",
	    "XXXXXXXXXXXXXXXXXX|XXXXXXXXXXXXXXX|XXXXXXXXXXXXXXXX|"
	    "XXXXXXXXXXXXXXXXX|XXXXXXXXXXXXXXXXXXX|XXXXXXXXXXXXXXXXXXXX",
	    "123456789012345678" },
	{ "CO", "co_nit", "NNNNNNNNNN|NNNNNNNNN", "123.456.789-0" },
	{ "CR", "cr_tin", "NNNNNNNNNN|NNNNNNNNN", "1-234-567890" },
	{ "CY", "eu_vat", "CYNNNNNNNNA", "CY12345678Z" },
	{ "CZ", "eu_vat",
	    "CZNNNNNNNNNN|CZNNNNNNNNN|CZNNNNNNNN",
	    "CZ1234567890" },
	{ "DE", "eu_vat", "DENNNNNNNNN", "DE123456789" },
	{ "DE", "de_stn",
	    "NNNNNNNNNN|NNNNNNNNNNN|NNNNNNNNNNNNN",
	    "1234567890" },
	{ "DK", "eu_vat", "DKNNNNNNNN", "DK12345678" },
	{ "DO", "do_rcn",
	    "NNNNNNNNNNN|NNNNNNNNN|NNNNNNNNNNNNN",
	    "123-4567890-1" },
	{ "EC", "ec_ruc", "NNNNNNNNNNNNN", "1234567890001" },
	{ "EE", "eu_vat", "EENNNNNNNNN", "EE123456789" },
	{ "EG", "eg_tin", "NNNNNNNNN", "123456789" },
	{ "ES", "eu_vat", "ESXNNNNNNNX", "ESA1234567Z" },
	{ "ES", "es_cif", "ANNNNNNNX", "A12345678" },
	{ "FI", "eu_vat", "FINNNNNNNN", "FI12345678" },
	{ "FR", "eu_vat", "FRXXNNNNNNNNN", "FRAB123456789" },
	{ "GB", "gb_vat", "GBNNNNNNNNN|GBNNNNNNNNNNNN", "GB123456789" },
	{ "GB", "eu_vat", "*INNNNNNNNN|*INNNNNNNNNNNN", "XI123456789" },
	{ "GE", "ge_vat", "NNNNNNNNN", "123456789" },
	{ "GR", "eu_vat", "ELNNNNNNNNN", "EL123456789" },
	{ "HK", "hk_br", "NNNNNNNN", "12345678" },
	{ "HR", "eu_vat", "HRNNNNNNNNNNN", "HR12345678912" },
	{ "HR", "hr_oib", "NNNNNNNNNNN", "12345678901" },
	{ "HU", "eu_vat", "HUNNNNNNNN", "HU12345678" },
	{ "HU", "hu_tin", "NNNNNNNNNNN", "12345678-1-23" },
	{ "ID", "id_npwp",
	    "NNNNNNNNNNNNNNN|NNNNNNNNNNNNNNNN",
	    "12.345.678.9-012.345" },
	{ "IE", "eu_vat", "IENNNNNNNA|IENNNNNNNAA|IENXNNNNNA", "IE1234567AB" },
	{ "IL", "il_vat", "NNNNNNNNN|NNNNN", "000012345" },
	{ "IN", "in_gst", "NNAAAAANNNNAXXX", "12ABCDE3456FGZH" },
	{ "IS", "is_vat", "NNNNNN|NNNNN", "123456" },
	{ "IT", "eu_vat", "ITNNNNNNNNNNN", "IT12345678912" },
	{ "JP", "jp_cn", "NNNNNNNNNNNNN", "1234567891234" },
	{ "JP", "jp_rn", "NNNNN", "12345" },
	{ "JP", "jp_trn", "TNNNNNNNNNNNNN", "T1234567891234" },
	{ "KE", "ke_pin", "ANNNNNNNNNA", "P000111111A" },
	{ "KR", "kr_brn", "NNNNNNNNNN", "123-45-67890" },
	{ "KZ", "kz_bin", "NNNNNNNNNNNN", "123456789012" },
	{ "LI", "li_uid", "CHENNNNNNNNN", "CHE123456789" },
	{ "LT", "eu_vat", "LTNNNNNNNNNNNN|LTNNNNNNNNN", "LT123456789123" },
	{ "LU", "eu_vat", "LUNNNNNNNN", "LU12345678" },
	{ "LV", "eu_vat", "LVNNNNNNNNNNN", "LV12345678912" },
	{ "MT", "eu_vat", "MTNNNNNNNN", "MT12345678" },
	{ "MX", "mx_rfc", "AAANNNNNNXXX|AAAANNNNNNXXX", "ABC010203AB9" },
	{ "MY", "my_frp", "NNNNNNNN", "12345678" },
	{ "MY", "my_itn",
	    "ANNNNNNNNNN|AANNNNNNNNNN|AANNNNNNNNNNN",
	    "C 1234567890" },
	{ "MY", "my_sst", "ANNNNNNNNNNNNNN", "A12-3456-78912345" },
	{ "NG", "ng_tin", "NNNNNNNNNNNN", "12345678-0001" },
	{ "NL", "eu_vat", "#LNNNNNNNNNBNN", "NL123456789B12" },
	{ "NO", "no_vat", "NNNNNNNNNMV@", "123456789MVA" },
	{ "NO", "no_voec", "NNNNNNN", "1234567" },
	{ "NZ", "nz_gst", "NNNNNNNNN|NNNNNNNN", "123456789" },
	{ "OM", "om_vat", "OMNNNNNNNNNN", "OM1234567890" },
	{ "PE", "pe_ruc", "NNNNNNNNNNN", "12345678901" },
	{ "PH", "ph_tin", "NNNNNNNNNNNN|NNNNNNNNN", "123456789012" },
	{ "PL", "eu_vat", "PLNNNNNNNNNN", "PL1234567890" },
	{ "PT", "eu_vat", "PTNNNNNNNNN", "PT123456789" },
	{ "RO", "eu_vat",
	    "RONNNNNNNNNN|RONNNNNNNNN|RONNNNNNNN|RONNNNNNN|RONNNNNN|"
	    "RONNNNN|RONNNN|RONNN|RONN",
	    "RO1234567891" },
	{ "RO", "ro_tin", "NNNNNNNNNNNNN", "1234567890123" },
	{ "RS", "rs_pib", "NNNNNNNNN", "123456789" },
	{ "RU", "ru_inn", "NNNNNNNNNN|NNNNNNNNNNNN", "1234567891" },
	{ "RU", "ru_kpp", "NNNNNNNNN", "123456789" },
	{ "SA", "sa_vat", "NNNNNNNNNNNNNNN", "123456789012345" },
	{ "SE", "eu_vat", "SENNNNNNNNNNNN", "SE123456789123" },
	{ "SG", "sg_uen", "NNNNNNNNNA|NNNNNNNNA|ANNAANNNNA", "123456789F" },
	{ "SG", "sg_gst", "ANNNNNNNNA|ANNNNNNNNN", "M12345678X" },
	{ "SI", "eu_vat", "SINNNNNNNN", "SI12345678" },
	{ "SI", "si_tin", "NNNNNNNN", "12345678" },
	{ "SK", "eu_vat", "SKNNNNNNNNNN", "SK1234567891" },
	{ "SV", "sv_nit", "NNNNNNNNNNNNNN", "1234-567890-123-4" },
	{ "TH", "th_vat", "NNNNNNNNNNNNN", "1234567891234" },
	{ "TR", "tr_tin", "NNNNNNNNNN", "0123456789" },
	{ "TW", "tw_vat", "NNNNNNNN", "12345678" },
	{ "UA", "ua_vat", "NNNNNNNNN|NNNNNNNNNN|NNNNNNNNNNNN", "123456789" },
	{ "US", "us_ein", "NNNNNNNNN", "12-3456789" },
	{ "UY", "uy_ruc", "NNNNNNNNNNNN", "123456789012" },
	{ "VE", "ve_rif", "ANNNNNNNNN", "A-12345678-9" },
	{ "VN", "vn_tin", "NNNNNNNNNN|NNNNNNNNNNNNN", "1234567890" },
	{ "ZA", "za_vat", "NNNNNNNNNN", "4123456789" },
	{ "", "eu_oss_vat", "EUNNNNNNNNN", "EU123456789" },
};
const size_t tax_id_kinds_count = nitems(tax_id_kinds);

const struct tax_id_kind *
tax_id_usual(const char *country)
{
	for (size_t i = 0; i < nitems(tax_id_kinds); i++)
		if (strcmp(tax_id_kinds[i].country, country) == 0)
			return &tax_id_kinds[i];
	return NULL;
}

const struct tax_id_kind *
tax_id_read(const char *typed, const char *country,
    char out[static TAX_ID_SIZE])
{
	size_t len;

	out[0] = '\0';
	while (isspace((unsigned char)*typed))
		typed++;
	len = strlen(typed);
	while (len > 0 && isspace((unsigned char)typed[len - 1]))
		len--;
	if (len >= TAX_ID_SIZE)
		return NULL;
	for (size_t i = 0; i < len; i++)
		out[i] = (char)toupper((unsigned char)typed[i]);
	out[len] = '\0';
	for (size_t i = 0; i < nitems(tax_id_kinds); i++) {
		const struct tax_id_kind *kind = &tax_id_kinds[i];

		if ((*kind->country == '\0' ||
			strcmp(kind->country, country) == 0) &&
		    pattern_fits(kind->pattern, out))
			return kind;
	}
	out[0] = '\0';
	return NULL;
}

/* The kind of a type that a value fits, NULL for none. */
static const struct tax_id_kind *
kind_of(const char *type, const char *value)
{
	for (size_t i = 0; i < nitems(tax_id_kinds); i++)
		if (strcmp(tax_id_kinds[i].type, type) == 0 &&
		    pattern_fits(tax_id_kinds[i].pattern, value))
			return &tax_id_kinds[i];
	return NULL;
}

bool
tax_id_fits(const char *type, const char *value)
{
	return kind_of(type, value) != NULL;
}

bool
tax_id_country(const char *type, const char *value, char out[static 3])
{
	const struct tax_id_kind *kind = kind_of(type, value);

	text_copy(out, 3, kind != NULL ? kind->country : "");
	return *out != '\0';
}
