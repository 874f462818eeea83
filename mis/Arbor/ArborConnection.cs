using Uso.Mis.Pulling;

namespace Uso.Mis.Arbor;

/// <summary>The settings of one school, checked.</summary>
/// <param name="BaseUrl">The school's own host; the approval brings it.</param>
/// <param name="UserName">The application's user.</param>
internal sealed record ArborConnection(Uri BaseUrl, string UserName, string Password, int PageSize, int AttendanceDays)
{
    public const string BaseUrlSetting = "baseUrl";
    public const string UserNameSetting = "userName";
    public const string PasswordSetting = "password";
    public const string ApprovalUrlSetting = "approvalUrl";

    /// <summary>Arbor's hosts: the application's password goes nowhere else, whatever an approval or a setting says.</summary>
    public const string Hosts = ".arbor.sc";

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static ArborConnection From(PullValues values)
    {
        if (values.Optional(BaseUrlSetting) is null)
        {
            throw new MisExportException(
                MisErrorCodes.MissingEndpointUrl, "MISSING ENDPOINT URL: the school has not approved the connection in Arbor, or has to approve it again. Follow the approval link.");
        }

        return new ArborConnection(
            values.Url(BaseUrlSetting, null, Hosts),
            values.Secret(UserNameSetting),
            values.Required(PasswordSetting),
            values.Number("pageSize", 3000, 1, 3000),
            values.Number("attendanceDays", 14, 1, 400));
    }
}
