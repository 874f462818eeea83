using Uso.GrainInterfaces;

namespace Uso.ClientApi.Tests;

/// <summary>A settings screen is made from this answer and nothing else.</summary>
[Collection(ApiCollection.Name)]
public sealed class MisCatalogApiTests(ApiFixture api)
{
    [Fact]
    public async Task EveryMis_SaysWhatItCanDo_AndHowASchoolGetsThere()
    {
        var all = await api.SendAsync(HttpMethod.Get, "/api/mis", token: api.Own[Role.HeadTeacher]);

        Assert.All(all.EnumerateArray(), mis =>
        {
            Assert.Equal(
                ["staff", "students", "contacts", "groupsAndClasses", "attendance", "futureStaff", "futureStudents"],
                mis.GetProperty("catalogue").EnumerateArray().Select(one => one.GetProperty("report").GetString()!));
            Assert.All(mis.GetProperty("catalogue").EnumerateArray(), one => Assert.True(
                one.GetProperty("standing").GetString() is "supported" || one.GetProperty("why").GetString() is { Length: > 0 }));
            Assert.NotEmpty(mis.GetProperty("schedule").GetProperty("words").GetString()!);
            Assert.NotEqual(0, mis.GetProperty("setUp").GetArrayLength());
            Assert.All(mis.GetProperty("setUp").EnumerateArray(), step => Assert.NotEmpty(step.GetProperty("do").GetString()!));
            Assert.True(mis.GetProperty("forceRun").TryGetProperty("allowed", out _) && mis.TryGetProperty("wireFormat", out _) && mis.TryGetProperty("acceptedBy", out _));
        });
        var arbor = all.EnumerateArray().Single(mis => mis.GetProperty("code").GetString() == "arbor");
        var attendance = arbor.GetProperty("catalogue").EnumerateArray().Single(one => one.GetProperty("report").GetString() == "attendance");
        Assert.Equal(("conditional", "autotext"), (attendance.GetProperty("standing").GetString(), attendance.GetProperty("needs").GetProperty("code").GetString()));
        Assert.Equal(("06:00:00", "09:30:00"), (arbor.GetProperty("forceRun").GetProperty("closedFrom").GetString(), arbor.GetProperty("forceRun").GetProperty("closedUntil").GetString()));
    }
}
